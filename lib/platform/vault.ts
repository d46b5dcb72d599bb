/** Encryption of keys and tokens at rest: AES-GCM under a key that cannot be exported from this browser profile. */
export interface VaultPort {
  newKey(): Promise<CryptoKey>;
  seal(key: CryptoKey, purpose: string, text: string): Promise<{ iv: Uint8Array<ArrayBuffer>; ciphertext: ArrayBuffer }>;
  /** Null when the ciphertext does not belong to this key and purpose. */
  open(key: CryptoKey, purpose: string, sealed: { iv: Uint8Array<ArrayBuffer>; ciphertext: ArrayBuffer }): Promise<string | null>;
}

const encode = (text: string): Uint8Array<ArrayBuffer> => new TextEncoder().encode(text);

export const webVault: VaultPort = {
  newKey: () => crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, ['encrypt', 'decrypt']),
  async seal(key, purpose, text) {
    const iv = crypto.getRandomValues(new Uint8Array(12));
    return { iv, ciphertext: await crypto.subtle.encrypt({ name: 'AES-GCM', iv, additionalData: encode(purpose) }, key, encode(text)) };
  },
  async open(key, purpose, { iv, ciphertext }) {
    try {
      return new TextDecoder().decode(await crypto.subtle.decrypt({ name: 'AES-GCM', iv, additionalData: encode(purpose) }, key, ciphertext));
    } catch {
      return null;
    }
  },
};
