import { GuardError, NO_EXCEPTIONS, checkUrl, type GuardPolicy } from './guard/check-url.ts';

/**
 * Whether a server may call an address that somebody typed for an account, before its name is resolved. Programs on its own
 * machine and in its own network are not for guests; what a name leads to is looked at again when it is connected to.
 */
export function mayReach(address: URL, policy: GuardPolicy = NO_EXCEPTIONS): boolean {
  try {
    checkUrl(address.href, policy);
    return true;
  } catch (error) {
    if (error instanceof GuardError) return false;
    throw error;
  }
}
