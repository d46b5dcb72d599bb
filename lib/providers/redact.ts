/** Removes a secret from texts that leave the engine. */
export type Redact = (text: string) => string;

const bytesOf = (text: string): string => String.fromCharCode(...new TextEncoder().encode(text));

/** The unchanging middle of base64(… + secret + …) for each of the three ways it can be aligned. */
function base64Forms(secret: string): string[] {
  const bytes = bytesOf(secret);
  return [0, 1, 2].flatMap((offset) => {
    const encoded = btoa('\0'.repeat(offset) + bytes).replace(/=+$/, '');
    const lead = offset === 0 ? 0 : offset + 1;
    const tail = (offset + bytes.length) % 3 === 0 ? 0 : 1;
    const core = encoded.slice(lead, encoded.length - tail);
    return core.length < 6 ? [] : [core, core.replaceAll('+', '-').replaceAll('/', '_')];
  });
}

/** The secret as any JSON writer may spell it: slashes with a backslash, any character by its number. */
function jsonSpelling(secret: string): RegExp {
  const spelt = Array.from(new Set([secret, jsonForm(secret)]), (text) =>
    Array.from({ length: text.length }, (_, i) => {
      const char = text.charAt(i);
      const hex = text.charCodeAt(i).toString(16).padStart(4, '0').replace(/[a-f]/g, (x) => `[${x}${x.toUpperCase()}]`);
      return `(?:${char === '/' ? '\\\\?' : ''}${char.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&')}|\\\\u${hex})`;
    }).join(''));
  return new RegExp(spelt.join('|'), 'g');
}

const jsonForm = (secret: string): string => JSON.stringify(secret).slice(1, -1);

/**
 * A function that blanks the secret, its named parts and their URL, form, JSON and base64 forms, whatever their case in
 * percent signs. Parts shorter than four characters are left: they would blank ordinary words.
 */
export function redactor(secret: string | undefined): Redact {
  if (secret === undefined || secret === '') return (text) => text;
  const pieces = new Set([secret, secret.trim(), ...secret.split(':').filter((p) => p.length >= 4)]);
  const forms = new Set<string>();
  for (const piece of pieces) {
    const encoded = encodeURIComponent(piece);
    const form = new URLSearchParams({ k: piece }).toString().slice(2);
    for (const text of [piece, encoded, encoded.replace(/%[0-9A-F]{2}/g, (x) => x.toLowerCase()), form, form.replace(/%[0-9A-F]{2}/g, (x) => x.toLowerCase()), jsonForm(piece), ...base64Forms(piece)]) {
      if (text !== '') forms.add(text);
    }
  }
  const longestFirst = [...forms].sort((a, b) => b.length - a.length);
  const spellings = [...pieces].filter((piece) => piece !== '').map(jsonSpelling);
  return (text) => {
    const plain = longestFirst.reduce((t, form) => t.replaceAll(form, '[key]'), text);
    return spellings.reduce((t, spelling) => t.replace(spelling, '[key]'), plain);
  };
}
