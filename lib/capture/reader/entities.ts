import { CAPTURE_ENTITIES, CAPTURE_ENTITY_CHARS, CAPTURE_ENTITY_PLACES, CAPTURE_ENTITY_PROPS, CAPTURE_EVIDENCE_CHARS, CAPTURE_VALUE_CHARS } from '../../core/limits.ts';
import type { RawEntity, Zone } from '../../contracts/raw-capture.ts';
import type { Evidence } from './evidence.ts';
import { clean, cut } from './text.ts';

export type OpenEntity = RawEntity;

/** Collects the things that structured data describes, within the limits, in one flat list with parents. */
export class EntitySink {
  readonly entities: OpenEntity[] = [];
  readonly #evidence: Evidence;
  cut = false;
  #placed = 0;
  #charsLeft = CAPTURE_ENTITY_CHARS;

  constructor(evidence: Evidence) {
    this.#evidence = evidence;
  }

  isFull(): boolean {
    return this.entities.length >= CAPTURE_ENTITIES;
  }

  open(method: RawEntity['method'], types: readonly string[], at: { parent?: OpenEntity | null; via?: string | undefined; iri?: string | undefined; zone?: Zone }): OpenEntity | null {
    if (this.isFull()) {
      this.cut = true;
      return null;
    }
    const via = at.via ? clean(at.via, 120) : '';
    const entity: OpenEntity = {
      id: this.entities.length,
      method,
      types: types.slice(0, 8).map((type) => clean(type, 120)).filter((type) => type !== ''),
      ...(at.parent ? { parent: at.parent.id } : {}),
      ...(via ? { via } : {}),
      ...(at.iri ? { iri: clean(at.iri, 500) } : {}),
      refs: [],
      zone: at.zone ?? 'main',
      props: [],
    };
    this.entities.push(entity);
    return entity;
  }

  /** The thing of this vocabulary with this identifier, when one is known. */
  find(method: RawEntity['method'], iri: string): OpenEntity | null {
    return this.entities.find((entity) => entity.iri === iri && entity.method === method) ?? null;
  }

  prop(entity: OpenEntity, name: string, value: unknown, path: string, element?: Element): void {
    if (typeof value !== 'string' && typeof value !== 'number') return;
    if (entity.props.length >= CAPTURE_ENTITY_PROPS || this.#charsLeft <= 0) {
      this.cut = true;
      return;
    }
    const text = clean(String(value), CAPTURE_VALUE_CHARS);
    const key = clean(name, 120);
    if (text === '' || key === '') return;
    this.#charsLeft -= text.length;
    const selector = element && this.#placed++ < CAPTURE_ENTITY_PLACES ? this.#evidence.selector(element) : null;
    entity.props.push({ name: key, value: text, path: cut(path, CAPTURE_EVIDENCE_CHARS), ...(selector ? { selector } : {}) });
  }

  ref(entity: OpenEntity, name: string, iri: string): void {
    if (entity.refs.length < 20) entity.refs.push({ name: clean(name, 120), iri: clean(iri, 500) });
  }
}
