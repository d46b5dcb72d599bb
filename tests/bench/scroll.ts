/** Jumps 640 pixels a frame: what is on screen changes in each of them. Milliseconds of each frame. */
export async function scrollThrough(box: Element, frames: number): Promise<number[]> {
  const frame = (): Promise<number> => new Promise((resolve) => requestAnimationFrame(resolve));
  const times: number[] = [];
  let before = await frame();
  for (let i = 0; i < frames; i++) {
    box.scrollTop += 640;
    const now = await frame();
    times.push(now - before);
    before = now;
  }
  if (box.scrollTop < frames * 320) throw new Error(`scrolled to ${box.scrollTop} only`);
  return times;
}
