import { describe, expect, it } from 'vitest';
import { deriveKeysCheaply } from '../../../support/cheap-keys';
import { secret, secretKeys } from '@/lib/credentials/secret';
import { callerIdentity, type Reply } from '../../support/fake-appstream';
import { fromDesk, setUp } from '../../support/handlers';
import { identityOf } from '../../support/identities';
import { inputs } from '../../support/inputs';
import { friend, home, minute, noon, owner, stranger, valueOf } from '../../support/values';

deriveKeysCheaply();

const hour = 60 * minute;
const passphrase = 'canary battery staple';
const account = { partition: 'aws', account: owner } as const;
const role = { partition: 'aws', account: friend } as const;
const roleArn = `arn:aws:iam::${friend}:role/Admin`;
const session = `arn:aws:sts::${friend}:assumed-role/Admin/image-desk`;
const portal = { startUrl: 'https://example.awsapps.com/start', region: 'eu-west-1' };
const keys = { accessKeyId: 'ASIACANARYKEYEXAMPLE', secretAccessKey: secret('canary-secret') };

const assumed: Reply = {
  xml: `<AssumeRoleResponse><Credentials><AccessKeyId>ASIACANARY</AccessKeyId><SecretAccessKey>canary-role</SecretAccessKey><SessionToken>canary-session</SessionToken><Expiration>${new Date(noon + hour).toISOString()}</Expiration></Credentials></AssumeRoleResponse>`,
};

/** Lets everything that does not wait for time come to rest. */
const rest = () =>
  new Promise((resolve) => {
    setImmediate(resolve);
  });

/** Handlers that hold what every operation here needs, with an AWS that gives what is asked for. */
async function world(throttled = false) {
  let caller = owner;
  const parts = await setUp({
    answer: ({ operation }) => {
      if (throttled) return { error: 'ThrottlingException' };
      if (operation === 'AssumeRole') {
        caller = friend;
        return assumed;
      }
      return operation === 'GetCallerIdentity' ? callerIdentity(caller) : undefined;
    },
    identityCenter: (url) => {
      if (url.includes('/federation/')) {
        caller = friend;
        const expiration = noon + hour;
        const given = { accessKeyId: 'ASIA', secretAccessKey: 'canary-1', sessionToken: 'canary' };
        return { roleCredentials: { ...given, expiration } };
      }
      if (url.endsWith('/client/register')) return { clientId: 'a', clientSecret: 'canary-client' };
      if (url.endsWith('/device_authorization')) {
        return {
          deviceCode: 'canary-device',
          userCode: 'ABCD',
          verificationUri: 'https://device.sso.eu-west-1.amazonaws.com/',
          expiresIn: 600,
        };
      }
      return { accessToken: 'canary-token', expiresIn: 3600 };
    },
  });
  return parts;
}

type World = Awaited<ReturnType<typeof world>>;

interface Scene {
  /** Whether AWS takes no call. */
  readonly throttled?: boolean;
  readonly prepare?: (parts: World) => Promise<unknown>;
  readonly act: (parts: World) => Promise<unknown>;
}

const hold = ({ session: store }: World, kept: object) =>
  store.set(secretKeys.identityCenter, { portal, ...kept });

const device = {
  registration: { clientId: 'a', clientSecret: 'canary-client' },
  code: 'canary-device',
  userCode: 'ABCD',
  address: 'https://device.sso.eu-west-1.amazonaws.com/',
  interval: 5000,
  expiresAt: noon + hour,
};

const openVault = async ({ handlers }: World) => {
  valueOf(await handlers['vault.create']({ passphrase }, fromDesk));
  valueOf(await handlers['vault.remember']({ account, longTerm: false }, fromDesk));
};

/** Holds a role's session that is renewed at its next use. */
const holdRole = ({ credentials }: World) =>
  credentials.add(
    identityOf(role, {
      arn: session,
      expiresAt: noon + minute,
      source: {
        kind: 'role',
        via: { ...account, arn: `arn:aws:iam::${owner}:user/ada` },
        renewable: true,
      },
    }),
    keys,
    { roleArn, sessionName: 'image-desk', durationSeconds: 3600 },
  );

const inRole = { ...fromDesk, scope: { ...home, ...role } };

const scenes: Readonly<Record<string, Scene>> = {
  'credentials are added': {
    act: ({ handlers }) => handlers['credentials.add'](inputs['credentials.add'], fromDesk),
  },
  'a role is assumed': {
    act: ({ handlers }) =>
      handlers['credentials.assume-role'](
        {
          source: account,
          region: 'us-east-1',
          roleArn,
          sessionName: 'image-desk',
          durationSeconds: 3600,
        },
        fromDesk,
      ),
  },
  'the session of a role is renewed': {
    prepare: holdRole,
    act: ({ handlers }) => handlers['images.list']({}, inRole),
  },
  'a sign-in begins': {
    act: ({ handlers }) => handlers['sign-in.start'](portal, fromDesk),
  },
  'a sign-in is confirmed': {
    prepare: (parts) => hold(parts, { device }),
    act: ({ handlers }) => handlers['sign-in.state']({}, fromDesk),
  },
  'roles of a sign-in are taken': {
    prepare: (parts) => hold(parts, { token: 'canary-token', until: noon + hour }),
    act: ({ handlers }) =>
      handlers['sign-in.take'](
        { region: 'us-east-1', picks: [{ account: friend, role: 'Admin' }] },
        fromDesk,
      ),
  },
  'a vault is made': {
    act: ({ handlers }) => handlers['vault.create']({ passphrase }, fromDesk),
  },
  'a vault is unlocked': {
    async prepare(parts) {
      await openVault(parts);
      await parts.lock.lock('idle');
    },
    act: ({ handlers }) => handlers['vault.unlock']({ passphrase }, fromDesk),
  },
};

/** Runs a scene with something done before the access to memory of a number, or never. */
async function play(
  { throttled, prepare, act }: Scene,
  meanwhile?: (parts: World) => unknown,
  at = 0,
) {
  const parts = await world(throttled);
  await prepare?.(parts);
  let accesses = 0;
  let doing: unknown;
  parts.session.onAccess((access) => {
    accesses = access;
    if (access === at) doing = meanwhile?.(parts);
  });
  await act(parts);
  await rest();
  parts.session.onAccess(undefined);
  await doing;
  await rest();
  return { ...parts, accesses, met: doing !== undefined };
}

describe('a lock at any moment', () => {
  it.each(Object.keys(scenes))(
    'leaves no secret in memory while %s',
    async (name) => {
      const scene = scenes[name] ?? { act: async () => {} };
      const whole = await play(scene);
      // Without a lock there is something that could be left.
      expect(whole.session.dump()).toMatch(/canary|secret\/vault/);
      for (let at = 1; ; at += 1) {
        const {
          session: memory,
          credentials,
          met,
        } = await play(scene, ({ lock }) => lock.lock('system'), at);
        if (!met) break;
        expect(await credentials.list(), `held after a lock at access ${at}`).toEqual([]);
        expect(memory.keys().filter((key) => key.startsWith('secret/'))).toEqual([]);
        expect(memory.dump()).not.toContain('canary');
      }
    },
    90_000,
  );
});

const forget = ({ handlers }: World) => handlers['credentials.forget'](role, fromDesk);
const remembering: Scene['prepare'] = async (parts) => {
  await parts.credentials.add(identityOf(role, { expiresAt: noon + hour }), keys);
  await openVault(parts);
  valueOf(await parts.handlers['vault.remember']({ account: role, longTerm: false }, fromDesk));
  await holdRole(parts);
};

describe('forgetting an account at any moment', () => {
  it.each<readonly [string, Scene]>([
    [
      'its session is renewed',
      { prepare: remembering, act: ({ handlers }) => handlers['images.list']({}, inRole) },
    ],
    [
      'it is remembered',
      {
        prepare: remembering,
        act: ({ handlers }) =>
          handlers['vault.remember']({ account: role, longTerm: false }, fromDesk),
      },
    ],
  ])(
    'leaves nothing of it in memory or in the vault while %s',
    async (_, scene) => {
      for (let at = 1; ; at += 1) {
        const { credentials, durable, met } = await play(scene, forget, at);
        if (!met) break;
        expect(await credentials.record(role), `held after forgetting at access ${at}`).toBe(
          undefined,
        );
        expect(durable.keys().filter((key) => key.includes(friend))).toEqual([]);
      }
    },
    120_000,
  );

  it('lets nothing be asked again with its credentials, not even what had just got them', async () => {
    const scene: Scene = {
      throttled: true,
      prepare: (parts) => parts.credentials.add(identityOf(role), keys),
      act: ({ handlers }) => handlers['images.list']({}, inRole),
    };
    expect((await play(scene)).requests).toHaveLength(4);
    for (let at = 1; ; at += 1) {
      const { requests, met } = await play(scene, forget, at);
      if (!met) break;
      expect(requests.length, `requests after forgetting at access ${at}`).toBeLessThan(2);
    }
  });

  it('is no matter to another account', async () => {
    const { credentials } = await play(
      {
        prepare: (parts) =>
          parts.credentials.add(identityOf({ partition: 'aws', account: stranger }), keys),
        act: ({ handlers }) => handlers['images.list']({}, fromDesk),
      },
      forget,
      1,
    );
    expect((await credentials.list()).map((each) => each.account)).toEqual([owner, stranger]);
  });
});
