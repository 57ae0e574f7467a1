import type { Intake, IntakePorts } from '../../credentials/intake';
import { failed, ok } from '../../result';
import type { AccountScope } from '../../scope';
import { findRegion, signInServices } from '../../aws/regions';
import type { Taken } from '../sign-in';
import type { HandlerParts, HandlersOf } from './parts';

/** Signing in through IAM Identity Center. */
export function signInHandlers(
  parts: Pick<HandlerParts, 'signIn' | 'lock' | 'hasHostAccess'> & Pick<IntakePorts, 'obstacle'>,
  intake: Intake,
): HandlersOf<'sign-in'> {
  const { signIn, lock, hasHostAccess, obstacle } = parts;
  const take = async (
    region: string,
    { account, role }: { readonly account: string; readonly role: string },
  ): Promise<Taken> => {
    const since = lock.times();
    // Before AWS gives them: what must not be held need not be anywhere.
    const forbidden = await obstacle(region, account);
    if (forbidden) return { account, role, problem: forbidden };
    const given = await signIn.credentials(account, role);
    if (!given.ok) return { account, role, problem: given.problem };
    const state = await signIn.state();
    const startUrl = 'portal' in state ? state.portal.startUrl : '';
    const partition = findRegion(region)?.partition ?? 'aws';
    const expected: AccountScope = { partition, account };
    const source = { kind: 'identity-center', startUrl } as const;
    const taken = await intake({ region, ...given.value, source, expected, since });
    return taken.ok
      ? { account, role, identity: taken.value }
      : { account, role, problem: taken.problem };
  };

  return {
    'sign-in.start': async (portal) => {
      if (!(await hasHostAccess(portal.region, signInServices))) {
        return failed({ kind: 'host-access-missing', region: portal.region });
      }
      return signIn.start(portal);
    },
    'sign-in.state': async () => {
      void signIn.resume();
      return ok(await signIn.state());
    },
    'sign-in.accounts': () => signIn.accounts(),
    'sign-in.roles': ({ account }) => signIn.roles(account),
    'sign-in.take': async ({ region, picks }) => {
      const taken: Taken[] = [];
      // One after another: the portal limits how fast it is asked, and nobody waits for seconds.
      for (const pick of picks) taken.push(await take(region, pick));
      // The token could take every role of the person: with what was wanted taken, it goes.
      if (taken.every((each) => 'identity' in each)) await signIn.end();
      return ok(taken);
    },
    'sign-in.end': async () => {
      await signIn.end();
      return ok(null);
    },
  };
}
