/**
 * The picker as a person meets it. It lives in a closed shadow root, which no script sees: it is found by the accessibility
 * tree, which is what a screen reader gets, and clicked where it stands.
 */
import type { CDPSession, Page } from '@playwright/test';
import { until } from './until.ts';

interface AxNode {
  readonly nodeId: string;
  readonly ignored?: boolean;
  readonly role?: { readonly value?: string };
  readonly name?: { readonly value?: string };
  readonly backendDOMNodeId?: number;
  readonly childIds?: readonly string[];
  readonly properties?: readonly { readonly name: string; readonly value: { readonly value?: unknown } }[];
}
export interface PickerHand {
  isOpen(): Promise<boolean>;
  /** All words of the bar, in order. */
  words(): Promise<string>;
  /** The text that was read aloud last. */
  said(): Promise<string>;
  press(role: 'button' | 'application', name: RegExp): Promise<void>;
  choose(select: RegExp, value: string): Promise<void>;
  /** Name of what has the focus. */
  focused(): Promise<string>;
  detach(): Promise<void>;
}

export async function pickerOf(page: Page): Promise<PickerHand> {
  const session = await page.context().newCDPSession(page);
  await session.send('Accessibility.enable');
  await session.send('DOM.enable');
  const inBar = async (): Promise<AxNode[]> => {
    const nodes = (await session.send('Accessibility.getFullAXTree')).nodes as AxNode[];
    const byId = new Map(nodes.map((node) => [node.nodeId, node]));
    const bar = nodes.find((node) => node.role?.value === 'dialog' && node.name?.value === 'Kiln picker');
    const found: AxNode[] = [];
    const visit = (node: AxNode | undefined): void => {
      if (!node) return;
      found.push(node);
      for (const id of node.childIds ?? []) visit(byId.get(id));
    };
    visit(bar);
    return found;
  };
  const find = (role: string, name: RegExp): Promise<AxNode> => until(async () => (await inBar()).find((node) => node.role?.value === role && name.test(node.name?.value ?? '')), `the ${role} ${name} of the picker`);
  return {
    isOpen: async () => (await inBar()).length > 0,
    words: async () => (await inBar()).filter((node) => node.role?.value === 'StaticText').map((node) => node.name?.value ?? '').join(' ').replace(/\s+/g, ' '),
    async said() {
      const nodes = (await session.send('Accessibility.getFullAXTree')).nodes as AxNode[];
      const status = nodes.filter((node) => node.role?.value === 'status');
      return status.flatMap((node) => node.childIds ?? []).map((id) => nodes.find((node) => node.nodeId === id)?.name?.value ?? '').join(' ').replace(/\u00a0/g, '');
    },
    async press(role, name) {
      await clickNode(page, session, await find(role, name));
    },
    async choose(select, value) {
      const node = await find('combobox', select);
      const { object } = await session.send('DOM.resolveNode', { backendNodeId: node.backendDOMNodeId ?? 0 });
      await session.send('Runtime.callFunctionOn', { objectId: object.objectId ?? '', functionDeclaration: 'function (v) { this.value = v; this.dispatchEvent(new Event("change")); }', arguments: [{ value }] });
    },
    async focused() {
      const focused = (await inBar()).filter((node) => node.properties?.some((property) => property.name === 'focused' && property.value.value === true));
      return focused.at(-1)?.name?.value ?? '';
    },
    detach: () => session.detach(),
  };
}

async function clickNode(page: Page, session: CDPSession, node: AxNode): Promise<void> {
  const { model } = await session.send('DOM.getBoxModel', { backendNodeId: node.backendDOMNodeId ?? 0 });
  const [x1 = 0, y1 = 0, x2 = 0, , , y3 = 0] = model.content;
  await page.mouse.click((x1 + x2) / 2, (y1 + y3) / 2);
}
