import type { Partner, PartnerReply } from '../partner.ts';
import { whoIs } from '../partner.ts';
import { addressForm, isReserved, offeredEmail, verdictOf } from '../world.ts';

/** One text for two reasons, as at the real partner. */
const refused: PartnerReply = { status: 200, json: { error: 'Invalid API Key or your account ran out of credits' } };

export const zerobounce: Partner = {
  id: 'zerobounce',
  keyOf: (request) => request.query.get('api_key') ?? undefined,
  freePaths: ['/getcredits'],
  badKey: (request) => (request.path === '/getcredits' ? { status: 200, json: { Credits: '-1' } } : refused),
  noCredits: () => refused,
  rateLimited: () => ({ status: 429, json: { error: 'Too many requests' } }),
  answer: ({ path, query, credits }) => {
    if (path === '/getcredits') return { status: 200, json: { Credits: String(credits) } };
    if (path === '/validate') {
      const address = (query.get('email') ?? '').toLowerCase();
      if (!address.includes('@')) return { status: 200, json: { error: 'Missing parameter: email.' } };
      const status = verdictOf(address);
      return {
        status: 200,
        ...(status === 'unknown' ? {} : { billed: true as const }),
        json: { address, status, sub_status: status === 'invalid' ? 'mailbox_not_found' : '', account: address.split('@')[0], domain: address.split('@')[1], did_you_mean: null, free_email: false, mx_found: isReserved(address.split('@')[1] ?? '') ? 'true' : 'false', smtp_provider: '', firstname: null, lastname: null, domain_age_days: '4000', processed_at: '2026-01-05 10:00:00.000' },
      };
    }
    if (path !== '/guessformat') return undefined;
    const person = whoIs({ firstName: query.get('first_name') ?? '', lastName: query.get('last_name') ?? '', domain: query.get('domain') ?? '' });
    const email = person ? offeredEmail('zerobounce', person) : null;
    if (!person || email === null) return { status: 200, json: { email: '', domain: query.get('domain') ?? '', format: 'unknown', status: 'unknown', email_confidence: '', failure_reason: 'no_data' } };
    return { status: 200, billed: true, json: { email, domain: person.domain, format: addressForm(person.domain), status: verdictOf(email), email_confidence: email === person.email ? 'HIGH' : 'LOW', failure_reason: '' } };
  },
};
