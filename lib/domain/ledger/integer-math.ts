/**
 * Products and quotients of the ledger, exact: done in big integers and checked on the way back.
 * Nothing else in the ledger divides.
 */
const checked = (value: bigint): number => {
  const result = Number(value);
  if (!Number.isSafeInteger(result)) throw new RangeError(`not a safe integer: ${value}`);
  return result;
};

/** floor(a * b / divisor) for whole numbers. Throws RangeError on fractions, a divisor below 1 or a result out of range. */
export function mulDivFloor(a: number, b: number, divisor: number): number {
  const [product, by] = parts(a, b, divisor);
  const quotient = product / by;
  return checked(product % by < 0n ? quotient - 1n : quotient);
}

/** a * b / divisor rounded to the nearest whole number, ties to the even one (IEEE 754 half-even). */
export function mulDivHalfEven(a: number, b: number, divisor: number): number {
  const [product, by] = parts(a, b, divisor);
  const floor = product >= 0n || product % by === 0n ? product / by : product / by - 1n;
  const twice = (product - floor * by) * 2n;
  const up = twice > by || (twice === by && floor % 2n !== 0n);
  return checked(up ? floor + 1n : floor);
}

function parts(a: number, b: number, divisor: number): [bigint, bigint] {
  if (divisor < 1) throw new RangeError(`divisor below one: ${divisor}`);
  return [BigInt(a) * BigInt(b), BigInt(divisor)]; // BigInt throws RangeError on fractions
}
