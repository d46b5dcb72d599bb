/** First names that one person goes by, in a few languages: the first is the whole name. */
const NAMES =
  'alexander alex sandy sascha xander|alexandra alex sandra sasha|andrew andy drew|anthony tony|antonio toni tonio|barbara barb babs|benjamin ben benny|catherine katherine kathryn cathy kathy kate katie|charles charlie chuck|christina tina chris|christine chris chrissy|christopher chris kit|daniel dan danny|david dave|deborah debbie deb|dorothy dot dolly|edward ed eddie ted|elizabeth liz beth betty lisa eliza|emily em|francis frank fran|francisco paco pancho|frederick fred freddie|friedrich fritz|gabriel gabe|gerald gerry jerry|gregory greg|heinrich heinz|henry harry hank|ignacio nacho|jacob jake|james jim jimmy jamie|jeffrey jeff|jennifer jen jenny|jessica jess|johann hans|johannes hans jo|john jack johnny|jonathan jon|jose pepe|joseph joe joey|joshua josh|katharina kathi katja|kenneth ken|lawrence larry|leonard leo len|manuel manolo|margaret maggie meg peggy greta|maria mary mia|matthew matt|maximilian max|michael mike mick micha|nathaniel nathan nate|nicholas nick nico|nikolaus klaus niko|pamela pam|patricia pat patty trish|patrick pat paddy|peter pete|philip phil|rebecca becky|richard rick dick rich|robert rob bob bobby|ronald ron|samantha sam|samuel sam|sebastian seb basti|stephen steve|steven steve|susan sue susie|theodore ted theo|theresa terry tess|thomas tom tommy|timothy tim|tobias tobi|victoria vicky|vincent vince|walter walt|william bill will billy|wolfgang wolf|zachary zach';

const names = new Map<string, Set<string>>();
for (const [group, line] of NAMES.split('|').entries()) for (const name of line.split(' ')) names.set(name, (names.get(name) ?? new Set<string>()).add(String(group)));

/** True when one of the two is a usual form of the other. Both folded. */
export function isNickname(a: string, b: string): boolean {
  const groups = names.get(a);
  return a !== b && groups !== undefined && [...(names.get(b) ?? [])].some((group) => groups.has(group));
}

/** True when one letter was added, left out, changed or two neighbours were swapped. */
export function isSlip(a: string, b: string): boolean {
  if (a === b || Math.abs(a.length - b.length) > 1 || Math.min(a.length, b.length) < 4) return false;
  let from = 0;
  while (a[from] === b[from]) from += 1;
  let end = 0;
  while (end < Math.min(a.length, b.length) - from && a[a.length - 1 - end] === b[b.length - 1 - end]) end += 1;
  const [x, y] = [a.slice(from, a.length - end), b.slice(from, b.length - end)];
  return (x.length <= 1 && y.length <= 1) || (x.length === 2 && y.length === 2 && x[0] === y[1] && x[1] === y[0]);
}
