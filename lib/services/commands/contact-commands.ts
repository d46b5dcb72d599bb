import type { ContactOutputs } from '../../contracts/contact-commands.ts';
import { ok } from '../../core/result.ts';
import type { Deps } from '../deps.ts';
import { addContacts, addLeadContacts, removeContacts } from '../do-not-contact.ts';
import { gone, type Handlers } from './handler.ts';

/** The do-not-contact list: who is neither asked about nor sent anywhere. Everything here is free. */
export function contactCommands(deps: Deps): Handlers<keyof ContactOutputs> {
  return {
    'contact.add': async (input) => ok(await addContacts(deps, input)),
    'contact.addLeads': async ({ leadIds }) => {
      const done = await addLeadContacts(deps, leadIds);
      return done ? ok(done) : gone(leadIds.length === 1 ? 'This lead' : 'These leads');
    },
    'contact.remove': async ({ ids }) => {
      const done = await removeContacts(deps, ids);
      return done.removed > 0 ? ok(done) : gone('This entry');
    },
  };
}
