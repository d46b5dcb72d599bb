import { toLists } from '../capture/lists.ts';
import { listsOptions } from '../capture/reader-options.ts';
import type { ListRecipe, Recipe } from '../contracts/recipe.ts';
import { rawStepSchema, type RawStep } from '../contracts/raw-step.ts';
import type { FollowId } from '../core/ids.ts';
import { FOLLOW_PAGES } from '../core/limits.ts';
import { err, ok, type Result } from '../core/result.ts';
import { detailColumn } from '../domain/list/detail.ts';
import { howOf, type Follow, type FollowHow } from '../domain/list/follow.ts';
import { planOf, quoteOf, sizeOf, type AskedPlan, type FollowQuote, type ListSize } from '../domain/list/follow-plan.ts';
import type { ListCapture } from '../domain/list/list.ts';
import { countOn, samePage, samePageOrCount } from '../domain/list/next-address.ts';
import { expandUrlRange } from '../domain/list/url-range.ts';
import type { InjectError } from '../platform/inject.ts';
import { recipesForPage } from './recipes.ts';
import { shortUrl } from './save-lead.ts';
import type { FollowDeps } from './follow-list.ts';

export type StartRefusal = InjectError | 'bad-range' | 'moved' | 'no-list' | 'no-next' | 'broken' | 'same-tab' | 'too-many';

interface Looked {
  readonly url: string;
  readonly list: ListCapture;
  readonly how: FollowHow;
  readonly size: ListSize;
  /** The column that the list's recipe names for the page of a row's own. */
  readonly detailKey: string | undefined;
}
export interface WhichList {
  readonly tabId: number;
  /** Address of the page that was shown. */
  readonly url: string;
  readonly listId: string;
  /** Addresses that count, in place of what the page offers. */
  readonly range?: string | undefined;
}

/** Looks on the page how the list goes on. Presses and starts nothing. */
export async function quoteFollow(deps: Pick<FollowDeps, 'store' | 'tabs'>, which: WhichList): Promise<Result<FollowQuote, StartRefusal>> {
  const looked = await lookAt(deps, which);
  if (!looked.ok) return looked;
  const { list, how, size, url, detailKey } = looked.value;
  return ok(quoteOf(how, size, list.rows.length, detailColumn(list.columns, list.rows, url, detailKey) >= 0));
}

/** Stores a follow by the plan that was shown; whoever looks at the rows next moves it. */
export async function startFollow(deps: FollowDeps, which: WhichList, asked: AskedPlan): Promise<Result<Follow, StartRefusal>> {
  const looked = await lookAt(deps, which);
  if (!looked.ok) return looked;
  const { url, list, how, size, detailKey } = looked.value;
  const now = deps.now();
  const first = how.kind === 'address' ? (how.addresses[0] ?? url) : url;
  const captured = await deps.store.captures.get(which.tabId);
  const follow: Follow = {
    id: deps.newId() as FollowId,
    name: (list.heading || captured?.capture?.title || shortUrl(url)).slice(0, 80),
    kind: captured?.lists?.find(({ id }) => id === list.id)?.kind ?? list.kind, readKind: list.kind, listId: list.id, container: list.container, record: list.record, columns: list.columns, ...(detailKey === undefined ? {} : { detailKey }),
    plan: planOf(how, asked), state: 'running',
    startUrl: first, url: first, nextUrl: null, tabId: which.tabId, session: await deps.session(),
    step: 0, pages: 0, rows: 0, duplicates: 0, quietSteps: 0, catchUp: 0, prints: [], visited: [], mustReturn: !samePage(first, url), attempts: 0,
    nextAt: now, workedMs: 0, movedAt: now, createdAt: now, expectedPages: size.pages, expectedRows: size.rows,
  };
  const refused = await deps.store.follows.start(follow);
  return refused === null ? ok(follow) : err(refused);
}

async function lookAt(deps: Pick<FollowDeps, 'store' | 'tabs'>, { tabId, url, listId, range }: WhichList): Promise<Result<Looked, StartRefusal>> {
  const recipes = await recipesForPage(deps, url);
  const answer = await deps.tabs.step(tabId, { follow: 'look', step: 0, page: url, act: 'look', list: { id: listId, container: '', record: '', columns: [] }, lists: listsOptions(recipes, url) });
  if (!answer.ok) return err(answer.error);
  const parsed = rawStepSchema.safeParse(answer.value);
  if (!parsed.success) return err('broken');
  if (!samePageOrCount(url, parsed.data.url)) return err('moved');
  const list = listIn(parsed.data, recipes);
  const look = parsed.data.look;
  if (!list || !look) return err('no-list');
  const detailKey = recipes.find((recipe): recipe is ListRecipe => recipe.kind === 'list' && recipe.id === list.recipe?.id)?.detail?.column;
  if (range !== undefined) return lookAtRange({ url: parsed.data.url, list, detailKey }, range);
  const counted = list.next === null ? countOn(parsed.data.url, FOLLOW_PAGES) : null;
  const how: FollowHow | null = list.next ? howOf(list.next, look.label) : counted ? { kind: 'address', addresses: counted } : null;
  if (how === null) return err('no-next');
  const nextUrl = list.next?.kind === 'link' ? list.next.url : (counted?.[1] ?? null);
  const size = sizeOf({ url: parsed.data.url, rowsHere: list.rows.length, nextUrl, links: look.links, texts: look.texts });
  return ok({ url: parsed.data.url, list, how, size, detailKey });
}

/** Addresses that a person typed. They stay on the site of the list: the click that lets it be read holds there only. */
function lookAtRange(page: Pick<Looked, 'url' | 'list' | 'detailKey'>, range: string): Result<Looked, StartRefusal> {
  const addresses = expandUrlRange(range, FOLLOW_PAGES);
  const isHere = (address: string): boolean => URL.canParse(address) && new URL(address).origin === new URL(page.url).origin;
  if (addresses.length < 2 || !addresses.every(isHere)) return err('bad-range');
  return ok({ ...page, how: { kind: 'address', addresses }, size: { pages: addresses.length, rows: addresses.length * page.list.rows.length } });
}

function listIn({ look, url }: RawStep, recipes: readonly Recipe[]): ListCapture | undefined {
  const lists = look === undefined ? null : toLists({ format: 1, lists: [look.list], truncated: false, elements: 0, tookMs: 0 }, { url }, recipes);
  return lists?.ok ? lists.value[0] : undefined;
}
