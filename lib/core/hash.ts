/**
 * 106 bits of a text as 27 hexadecimal digits: twice the 53-bit mixing, with two seeds.
 * For identities that are not secret and that nobody attacks for gain: not a cryptographic hash.
 */
export function hashText(text: string): string {
  return mixed(text, 0).toString(16).padStart(14, '0') + mixed(text, 0x9e3779b9).toString(16).padStart(14, '0').slice(1);
}

/** 53 bits of a text in base 36, for identities inside one list. */
export const hash53 = (text: string): string => mixed(text, 0).toString(36);

/** cyrb53 (public domain, bryc/code): two lanes of multiplying and mixing. */
function mixed(text: string, seed: number): number {
  let a = 0xdeadbeef ^ seed;
  let b = 0x41c6ce57 ^ seed;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    a = Math.imul(a ^ code, 2_654_435_761);
    b = Math.imul(b ^ code, 1_597_334_677);
  }
  a = Math.imul(a ^ (a >>> 16), 2_246_822_507) ^ Math.imul(b ^ (b >>> 13), 3_266_489_909);
  b = Math.imul(b ^ (b >>> 16), 2_246_822_507) ^ Math.imul(a ^ (a >>> 13), 3_266_489_909);
  return 4_294_967_296 * (2_097_151 & b) + (a >>> 0);
}
