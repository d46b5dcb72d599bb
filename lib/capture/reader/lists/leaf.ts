/** A piece of a record: one text, link, picture or marked-up value. */
export interface Leaf {
  /** Place inside the record: keys and ordinals from the record down, and what is read there. */
  key: string;
  /** `text`, or the attribute that is read. */
  readonly read: string;
  readonly value: string;
  readonly element: Element;
  /** Visual line inside the record: pieces of one line stand beside each other. */
  readonly line: number;
  /** What the page calls it, where the record itself says so. */
  label?: string;
}
