/** Text on one line, as short as the contract allows. */
export const foldText = (text: string): string => text.replace(/\s+/g, ' ').trim().slice(0, 120);
