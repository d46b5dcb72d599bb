import { formatMicro } from '../domain/ledger/amount.ts';
import { percentUsed, type Notice } from '../domain/ledger/notices.ts';
import { shortMoment } from './format.ts';
import { EACH, meterName, unitName } from './meter-words.ts';

/** What still works when it is used up. */
const WAYS: Readonly<Record<Notice['meter'], string>> = {
  data_credits: 'Own keys and free sources cost no Credits and go on.',
  actions: 'Reading, saving, editing and files go on; they cost no Actions.',
};

/** A notice in words: what is used up by how much, until when, and what still works. */
export function noticeWords(notice: Notice, now: number): { readonly title: string; readonly text: string } {
  const { scope, level, limit, used, left, window, endsAt, table } = notice;
  const until = endsAt === null ? '' : ` until ${shortMoment(endsAt, now)}`;
  if (scope === 'balance') {
    if (level === 100) return { title: `No ${meterName(notice.meter)} left${until}.`, text: WAYS[notice.meter] };
    return { title: `${percentUsed(used, limit)} % of the ${meterName(notice.meter)} used.`, text: `${formatMicro(left)} left${until}.` };
  }
  const whose = scope === 'workspace' ? 'The workspace’s limit' : scope === 'member' ? 'Your limit in the workspace' : scope === 'table' ? `The limit of ${table?.name ?? 'a table'}` : 'Your own limit';
  const isRolling = scope === 'own' || scope === 'table';
  const title = `${whose} of ${formatMicro(limit)} ${unitName(notice.meter)} ${EACH[window]}:`;
  if (level < 100) return { title, text: `${percentUsed(used, limit)} % used, ${formatMicro(left)} left${isRolling ? '' : until}.` };
  if (isRolling) return { title, text: 'reached. Runs wait and go on by themselves.' };
  return { title, text: `used up${until}. ${notice.meter === 'data_credits' ? WAYS.data_credits : 'It costs nothing to wait.'}` };
}
