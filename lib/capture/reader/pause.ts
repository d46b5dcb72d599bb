interface World {
  readonly scheduler?: { yield?: () => Promise<void> };
  readonly MessageChannel: typeof MessageChannel;
}

/** A way to let the page have its turn: `scheduler.yield`, or a message to oneself where it is missing. Timers would wait for longer. */
export function pauseOf(world: World): () => Promise<void> {
  const own = world.scheduler;
  if (own?.yield) return () => own.yield?.() ?? Promise.resolve();
  return () =>
    new Promise((resolve) => {
      const { port1, port2 } = new world.MessageChannel();
      port1.onmessage = () => {
        port1.close();
        resolve();
      };
      port2.postMessage(null);
    });
}
