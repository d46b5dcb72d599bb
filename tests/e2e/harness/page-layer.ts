/** What Kiln shows inside a page: a closed shadow root, found by the accessibility tree, which is what a person gets. */
import type { CDPSession, Page } from '@playwright/test';
import { until } from './until.ts';

interface AxValue {
  readonly value?: unknown;
}
interface AxNode {
  readonly role?: AxValue;
  readonly name?: AxValue;
  readonly backendDOMNodeId?: number;
  readonly nodeId: string;
  readonly childIds?: string[];
}

async function withTree<T>(page: Page, use: (nodes: readonly AxNode[], session: CDPSession) => T | Promise<T>): Promise<T> {
  const session = await page.context().newCDPSession(page);
  try {
    const { nodes } = await session.send('Accessibility.getFullAXTree');
    return await use(nodes, session);
  } finally {
    await session.detach();
  }
}

const textOf = (value: AxValue | undefined): string => (typeof value?.value === 'string' ? value.value : '');
const BAR = 'List found by Kiln';

/** The words of the toolbar of the list overlay, or null when there is none. */
export const overlayWords = (page: Page): Promise<string | null> =>
  withTree(page, (nodes) => {
    const bar = nodes.find((node) => node.role?.value === 'toolbar' && node.name?.value === BAR);
    if (!bar) return null;
    const byId = new Map(nodes.map((node) => [node.nodeId, node]));
    const words: string[] = [];
    const visit = (node: AxNode | undefined): void => {
      if (!node) return;
      if (node.role?.value === 'StaticText') words.push(textOf(node.name));
      else for (const id of node.childIds ?? []) visit(byId.get(id));
    };
    visit(bar);
    return words.join(' ');
  });

interface Place {
  readonly x: number;
  readonly y: number;
}
/** Where the middle of a button stands on the screen, or null while there is none. */
const placeOf = (page: Page, button: string): Promise<Place | null> =>
  withTree(page, async (nodes, session) => {
    const node = nodes.find((one) => one.role?.value === 'button' && textOf(one.name).startsWith(button));
    if (node?.backendDOMNodeId === undefined) return null;
    const { model } = await session.send('DOM.getBoxModel', { backendNodeId: node.backendDOMNodeId });
    const [x1 = 0, y1 = 0, , , x2 = 0, y2 = 0] = model.content;
    return { x: (x1 + x2) / 2, y: (y1 + y2) / 2 };
  });

/** Two frames are drawn: what moves has moved in between, however busy the machine is. */
const framesPass = (page: Page): Promise<unknown> => page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))));

/** Presses a button of the overlay's toolbar with the mouse, where it stands on the screen: a bar that is drawn anew slides in first. */
export async function pressOverlay(page: Page, button: string): Promise<void> {
  let before: Place | null = null;
  const place = await until(async () => {
    await framesPass(page);
    const now = await placeOf(page, button);
    const stands = now !== null && before !== null && now.x === before.x && now.y === before.y;
    before = now;
    return stands ? now : null;
  }, `the button ${button} to stand on the page`);
  await page.mouse.click(place.x, place.y);
}
