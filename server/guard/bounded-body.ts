import type { IncomingMessage } from 'node:http';
import { PassThrough, Readable, Transform, pipeline } from 'node:stream';
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib';
import { GuardError } from './check-url.ts';

const UNPACK: Readonly<Record<string, () => Transform>> = { '': () => new PassThrough(), identity: () => new PassThrough(), gzip: createGunzip, 'x-gzip': createGunzip, deflate: createInflate, br: createBrotliDecompress };

/**
 * The body, unpacked, as a stream that ends with an error after `maxBytes`: what is counted is what comes out, so that a small body
 * that unpacks without end stops here as well. Packed twice is not read.
 */
export function boundedBody(answer: IncomingMessage, encoding: string | undefined, maxBytes: number, explain: (error: unknown) => unknown): ReadableStream<Uint8Array> {
  const unpack = UNPACK[(encoding ?? '').trim().toLowerCase()];
  if (unpack === undefined) {
    answer.destroy();
    throw new GuardError('encoding');
  }
  let bytes = 0;
  const counted = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      bytes += chunk.length;
      if (bytes > maxBytes) done(new GuardError('too_large'));
      else done(null, chunk);
    },
  });
  // `pipeline` destroys all three when one fails, the connection included.
  pipeline(answer, unpack(), counted, () => undefined);
  const reader = counted[Symbol.asyncIterator]() as AsyncIterator<Buffer>;
  return new ReadableStream<Uint8Array>({
    async pull(controller) {
      try {
        const { done, value } = await reader.next();
        if (done === true) controller.close();
        else controller.enqueue(value);
      } catch (error) {
        controller.error(explain(error));
      }
    },
    cancel() {
      answer.destroy();
      Readable.prototype.destroy.call(counted);
    },
  }, { highWaterMark: 0 });
}
