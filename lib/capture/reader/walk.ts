import { CAPTURE_ELEMENTS, CAPTURE_SHADOW_DEPTH } from '../../core/limits.ts';
import { hidingForms, memberOf } from './forms.ts';
import type { Pace } from './pace.ts';
import type { Seen } from './seen.ts';
import type { TagRole, Visitor } from './visitor.ts';

/** Nodes between two looks at the clock. */
const NODES_PER_LOOK = 256;

/**
 * The one walk over the page: document order, open shadow roots included, no layout, no recursion. It stops at the element
 * limit and at the end of the budget and says so, and lets the page have its turn between slices. The page may change in
 * the meantime: the walk then goes on behind what has vanished.
 */
export class Walk {
  readonly #visitor: Visitor;
  readonly #pace: Pace;
  readonly #hiding = new Set<Node>();
  /** Elements and shadow roots that are open, outermost first. */
  #path: Node[] = [];
  /** Of each open node; null for shadow roots. */
  #roles: (TagRole | null)[] = [];
  /** Visited next; null when the innermost open node has no more. */
  #next: Node | null = null;
  #shadows = 0;

  constructor(visitor: Visitor, pace: Pace) {
    this.#visitor = visitor;
    this.#pace = pace;
  }

  async run(root: Element): Promise<Seen> {
    this.#open(root);
    const role = this.#visitor.enter(root);
    if (role) {
      this.#path.push(root);
      this.#roles.push(role);
      this.#next = this.#into(root, role);
      while (!this.#slice()) {
        if (this.#pace.isSpent()) {
          this.#visitor.seen.truncated = true;
          break;
        }
        const behind = this.#remember();
        await this.#pace.rest();
        this.#pickUp(behind);
      }
    }
    return this.#visitor.end();
  }

  #open(root: Element | ShadowRoot): void {
    for (const form of hidingForms(root)) this.#hiding.add(form);
  }

  /** Leaves the innermost open node, which is gone. */
  #leave(): void {
    const done = this.#path.pop();
    const role = this.#roles.pop();
    if (role) this.#visitor.leave(done as Element, role);
    else this.#shadows--;
  }

  #after(node: Node): Node | null {
    return this.#hiding.size > 0 && this.#hiding.has(node) ? memberOf(node, 'nextSibling') : node.nextSibling;
  }

  /** Goes into an element: by way of its open shadow root if it has one. Gives what is visited next. */
  #into(element: Element, role: TagRole): Node | null {
    const shadow = role.isHost ? element.shadowRoot : null;
    if (!shadow || this.#shadows >= CAPTURE_SHADOW_DEPTH) return element.firstChild;
    this.#shadows++;
    this.#open(shadow);
    this.#path.push(shadow);
    this.#roles.push(null);
    return shadow.firstChild;
  }

  /** Walks until the page is due; true when there is nothing more to walk. One loop without calls that it can do without: this is where the time goes. */
  #slice(): boolean {
    const [path, roles, visitor] = [this.#path, this.#roles, this.#visitor];
    const isHiding = this.#hiding.size > 0;
    let left = NODES_PER_LOOK;
    let node = this.#next;
    if (path.length === 0) return true; // the page took all of it away
    for (;;) {
      if (node === null) {
        const done = path.pop() as Node;
        const role = roles.pop();
        if (role) {
          visitor.leave(done as Element, role);
          if (path.length === 0) return true;
          node = isHiding ? this.#after(done) : done.nextSibling;
        } else {
          this.#shadows--;
          node = (done as ShadowRoot).host.firstChild;
        }
        continue;
      }
      if (--left < 0) {
        left = NODES_PER_LOOK;
        if (this.#pace.isDue()) {
          this.#next = node;
          return false;
        }
      }
      if (isHiding && this.#hiding.has(node)) {
        visitor.seen.truncated = true;
        node = memberOf(node, 'nextSibling');
        continue;
      }
      const type = node.nodeType;
      if (type === 1) {
        const role = visitor.enter(node as Element);
        if (visitor.seen.elements >= CAPTURE_ELEMENTS) return true;
        if (role !== null) {
          path.push(node);
          roles.push(role);
          node = this.#into(node as Element, role);
          continue;
        }
      } else if (type === 3) {
        const parent = path[path.length - 1] as Element | ShadowRoot;
        visitor.text(node as Text, roles[roles.length - 1] ? (parent as Element) : (parent as ShadowRoot).host);
      }
      node = node.nextSibling;
    }
  }

  /** What comes behind each open node and behind the next one, in case they are gone after the rest. */
  #remember(): { open: (Node | null)[]; next: Node | null } {
    return { open: this.#path.map((node) => (node.nodeType === 1 ? this.#after(node) : null)), next: this.#next && this.#after(this.#next) };
  }

  #pickUp(behind: { open: readonly (Node | null)[]; next: Node | null }): void {
    const isIn = (node: Node | null, parent: Node | undefined): boolean =>
      node !== null && parent !== undefined && (node.nodeType === 11 ? (node as ShadowRoot).host === parent : (this.#hiding.has(node) ? memberOf(node, 'parentNode') : node.parentNode) === parent);
    const broken = this.#path.findIndex((node, i) => (i === 0 ? !node.isConnected : !isIn(node, this.#path[i - 1])));
    if (broken >= 0) {
      this.#visitor.seen.truncated = true;
      while (this.#path.length > broken) this.#leave();
      const next = behind.open[broken] ?? null;
      this.#next = isIn(next, this.#path.at(-1)) ? next : null;
    } else if (this.#next !== null && !isIn(this.#next, this.#path.at(-1))) {
      this.#visitor.seen.truncated = true;
      this.#next = isIn(behind.next, this.#path.at(-1)) ? behind.next : null;
    }
  }
}
