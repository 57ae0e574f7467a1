import { describe, expect, it } from 'vitest';
import type { CallAnswer, CallRecorder } from '@/lib/activity/calls';
import { listTags, putShare, removeShare } from '@/lib/aws/appstream';
import { createConnector, type Connector } from '@/lib/aws/connection';
import { getCallerIdentity } from '@/lib/aws/sts';
import { failed, ok } from '@/lib/result';
import { callerIdentity, recordingFetch, type Reply } from '../support/fake-appstream';
import { canaryCredentials } from '../support/identities';
import { recorderDouble } from '../support/activity';
import { image } from '../support/plans';
import { friend, home, owner, problemKind, stranger, valueOf } from '../support/values';

const credentials = (accessKeyId = 'ASIAIOSFODNN7EXAMPLE') => canaryCredentials({ accessKeyId });

function setUp(answer: () => Reply = () => ({ json: { Tags: {} } })) {
  const { requests, fetch } = recordingFetch(answer);
  const waits: number[] = [];
  const connector = createConnector({
    fetch,
    wait: async (milliseconds) => void waits.push(milliseconds),
    random: () => 0.5,
    now: () => 0,
  });
  const { recorder, told } = recorderDouble();
  /** AppStream in a scope, recorded. */
  const appStream = (scope = home, key?: string) =>
    connector.service('appstream2', scope, credentials(key), recorder);
  return { connector, appStream, recorder, told, requests, waits };
}

const connected = (connector: Connector, held = credentials()) =>
  valueOf(connector.service('appstream2', home, held, recorderDouble().recorder));

describe('a connection', () => {
  it('goes to the endpoint of the scope, signed with its credentials', async () => {
    const { appStream, requests } = setUp();
    const scope = { ...home, region: 'eu-west-1' };
    await listTags(valueOf(appStream(scope)), image);
    expect(requests).toHaveLength(1);
    expect(requests[0]).toMatchObject({
      protocol: 'https:',
      host: 'appstream2.eu-west-1.amazonaws.com',
      operation: 'ListTagsForResource',
      body: { ResourceArn: image.arn },
    });
    const headers = requests[0]?.headers ?? {};
    expect(headers['authorization']).toContain('Credential=ASIAIOSFODNN7EXAMPLE/');
    expect(headers['authorization']).toContain('/eu-west-1/appstream/aws4_request');
    expect(headers['x-amz-security-token']).toBe('canary-token');
    expect(JSON.stringify(requests)).not.toContain('canary-secret');
  });

  it.each([
    ['imagebuilder', 'us-west-1', 'imagebuilder.us-west-1.amazonaws.com', 'us-west-1'],
    ['ram', 'eu-north-1', 'ram.eu-north-1.amazonaws.com', 'eu-north-1'],
    ['inspector2', 'eu-west-1', 'inspector2.eu-west-1.amazonaws.com', 'eu-west-1'],
    ['organizations', 'eu-west-1', 'organizations.us-east-1.amazonaws.com', 'us-east-1'],
  ] as const)('to %s in %s goes to its endpoint', async (name, region, host, signed) => {
    const { connector, requests } = setUp(() => ({ json: { name } }));
    const { recorder } = recorderDouble();
    const scope = { ...home, region };
    const service = valueOf(connector.service(name, scope, credentials(), recorder));
    expect(service.scope).toBe(scope);
    const call = {
      facts: { what: 'It' },
      operation: 'ListImages',
      input: {},
      read: JSON.stringify,
    };
    expect(await service.run(call)).toEqual(ok(`{"name":"${name}"}`));
    expect(requests.map((request) => request.host)).toEqual([host]);
    expect(requests[0]?.headers['authorization']).toContain(`/${signed}/${name}/aws4_request`);
  });

  it('asks STS in the Region', async () => {
    const { connector, requests } = setUp(() => callerIdentity(owner));
    const sts = valueOf(connector.sts('cn-north-1', credentials()));
    expect(await getCallerIdentity(sts)).toEqual(
      ok({ account: owner, arn: `arn:aws:iam::${owner}:user/ada` }),
    );
    expect(requests.map(({ host, operation }) => [host, operation])).toEqual([
      ['sts.cn-north-1.amazonaws.com.cn', 'GetCallerIdentity'],
    ]);
  });

  it('takes half an answer of STS for a fault', async () => {
    const { connector } = setUp(() => ({
      xml: '<GetCallerIdentityResponse><GetCallerIdentityResult></GetCallerIdentityResult></GetCallerIdentityResponse>',
    }));
    const sts = valueOf(connector.sts('us-east-1', credentials()));
    expect(problemKind(await getCallerIdentity(sts))).toBe('aws-fault');
  });

  it.each(['us-west-1', 'cn-north-1', 'mars-east-1', 'evil.test/'])(
    'is refused where AppStream is not: %s',
    (region) => {
      const { appStream, requests } = setUp();
      expect(appStream({ ...home, region })).toEqual(
        failed({ kind: 'region-unsupported', region }),
      );
      expect(requests).toEqual([]);
    },
  );

  it('is refused where STS is not', () => {
    const { connector } = setUp();
    expect(problemKind(connector.sts('mars-east-1', credentials()))).toBe('region-unsupported');
  });
});

/** A call that AWS throttles, with something done while it waits for its next attempt. */
const callWhile = async (
  meanwhile: (parts: { connector: Connector; clock: { time: number } }) => void,
) => {
  const clock = { time: 0 };
  const { requests, fetch } = recordingFetch(() => ({ error: 'ThrottlingException' }));
  const connector = createConnector({
    fetch,
    wait: async () => meanwhile({ connector, clock }),
    random: () => 0.5,
    now: () => clock.time,
  });
  const held = canaryCredentials({ deadline: 1000 });
  const result = await listTags(connected(connector, held), image);
  return { result, requests, connector, clock };
};

/** The same with STS. */
const askStsWhile = async (meanwhile: (connector: Connector) => void) => {
  const { requests, fetch } = recordingFetch(() => ({ error: 'Throttling' }));
  const connector = createConnector({
    fetch,
    wait: async () => meanwhile(connector),
    random: () => 0,
    now: () => 0,
  });
  const result = await getCallerIdentity(valueOf(connector.sts('us-east-1', canaryCredentials())));
  return { kind: problemKind(result), requests };
};

describe('credentials that are let go of', () => {
  const other = { ...home, account: stranger };

  it.each([undefined, home])('sign no further attempt of a call under way: %o', async (account) => {
    const { result, requests } = await callWhile(({ connector }) => connector.forget(account));
    expect(result).toEqual(failed({ kind: 'needs-credentials', account: owner }));
    expect(requests).toHaveLength(1);
  });

  it('do not stop the calls of another account, or of that number in another partition', async () => {
    const { result, requests } = await callWhile(({ connector }) => {
      connector.forget(other);
      connector.forget({ partition: 'aws-us-gov', account: owner });
    });
    expect(problemKind(result)).toBe('throttled');
    expect(requests).toHaveLength(4);
  });

  it('sign nothing from their deadline on, not even another attempt', async () => {
    const { result, requests, connector, clock } = await callWhile(({ clock: later }) => {
      later.time += 600;
    });
    expect(result).toEqual(failed({ kind: 'expired', account: owner }));
    expect(requests).toHaveLength(2);
    clock.time = 1000;
    const held = canaryCredentials({ deadline: 1000 });
    expect(await listTags(connected(connector, held), image)).toEqual(
      failed({ kind: 'expired', account: owner }),
    );
    expect(problemKind(await getCallerIdentity(valueOf(connector.sts('us-east-1', held))))).toBe(
      'expired',
    );
    expect(requests).toHaveLength(2);
  });

  it.each([undefined, home])('ask nothing more of STS: %o', async (account) => {
    const { kind, requests } = await askStsWhile((connector) => connector.forget(account));
    expect(kind).toBe('refused');
    expect(requests).toHaveLength(1);
  });

  it('ask STS again when another account’s were let go of', async () => {
    const { kind, requests } = await askStsWhile((connector) => connector.forget(other));
    expect(kind).toBe('throttled');
    expect(requests).toHaveLength(4);
  });

  it('change nothing after they were let go of while the change was logged', async () => {
    const { connector, requests } = setUp(() => ({ json: {} }));
    const told: CallAnswer[] = [];
    const recorder: CallRecorder = {
      async sent() {
        connector.forget(home);
        return async (answer) => void told.push(answer);
      },
      denied: async () => {},
    };
    const stream = valueOf(connector.service('appstream2', home, credentials(), recorder));
    const may = { fleet: true, imageBuilder: true };
    expect(await putShare(stream, image, friend, may, undefined)).toEqual(
      failed({ kind: 'needs-credentials', account: owner }),
    );
    expect(requests).toEqual([]);
    expect(told).toEqual([{ outcome: 'needs-credentials' }]);
  });

  it('of an earlier connection stay stopped when the account is connected anew', async () => {
    const { connector, requests } = setUp();
    const before = connected(connector);
    connector.forget(home);
    const after = connected(connector);
    expect((await listTags(before, image)).ok).toBe(false);
    expect((await listTags(after, image)).ok).toBe(true);
    expect(requests).toHaveLength(1);
  });
});

const send = async (replies: readonly Reply[]) => {
  let next = 0;
  const { appStream, told, requests, waits } = setUp(() => {
    const reply = replies[Math.min(next, replies.length - 1)];
    next += 1;
    return reply ?? { json: {} };
  });
  const result = await listTags(valueOf(appStream()), image);
  return { result, told, requests, waits };
};

describe('a call', () => {
  it('is sent again when AWS is throttling, by the one that retries and not by the SDK', async () => {
    const { result, requests, waits } = await send([{ error: 'ThrottlingException' }]);
    expect(problemKind(result)).toBe('throttled');
    expect(requests).toHaveLength(4);
    expect(waits).toHaveLength(3);
  });

  it('is sent again after the throttle that the SDK takes for final', async () => {
    const { result, requests } = await send([
      { error: 'RequestLimitExceededException' },
      { json: { Tags: { a: 'b' } } },
    ]);
    expect(valueOf(result)).toEqual([{ key: 'a', value: 'b' }]);
    expect(requests).toHaveLength(2);
  });

  it('is not sent again at a quota, which the SDK takes for a throttle', async () => {
    const { result, requests } = await send([
      { error: 'LimitExceededException', message: 'Full.' },
    ]);
    expect(result).toEqual(failed({ kind: 'quota', detail: 'Full.' }));
    expect(requests).toHaveLength(1);
  });

  it.each([putShare, removeShare])(
    'that changes something is not sent again blindly',
    async (change) => {
      const permissions = { fleet: true, imageBuilder: false };
      for (const [error, sent] of [
        ['InternalFailure', 1],
        ['ServiceUnavailable', 1],
        ['ThrottlingException', 4],
      ] as const) {
        const { appStream, requests } = setUp(() => ({ error, status: 500 }));
        const answer = await change(valueOf(appStream()), image, friend, permissions, permissions);
        expect(answer.ok).toBe(false);
        expect(requests, error).toHaveLength(sent);
      }
    },
  );

  it('is a problem when nothing answers', async () => {
    const { result, requests } = await send([{ throws: new TypeError('Failed to fetch') }]);
    expect(result).toEqual(failed({ kind: 'offline' }));
    expect(requests).toHaveLength(2);
  });
});

const denied = (action: string): Reply => ({
  error: 'AccessDeniedException',
  message: `User: x is not authorized to perform: ${action} on resource: *`,
  requestId: 'request-1',
});

describe('what is told to the recorder', () => {
  const may = { fleet: true, imageBuilder: false };
  const target = `Image ${image.name}, account ${friend}`;
  const put = (stream: ReturnType<ReturnType<typeof setUp>['appStream']>) =>
    putShare(valueOf(stream), image, friend, may, undefined);

  it('is a change before it goes out, and its answer afterwards', async () => {
    let toldBefore: unknown;
    const { appStream, told } = setUp(() => {
      toldBefore = structuredClone(told);
      return { json: {}, requestId: 'request-1' };
    });
    await put(appStream());
    const sent = ['sent', 'appstream:UpdateImagePermissions', { target, before: null, after: may }];
    expect(toldBefore).toEqual([sent]);
    expect(told).toEqual([sent, ['answered', { outcome: 'done', requestId: 'request-1' }]]);
  });

  it('is a removal with what is there before', async () => {
    const { appStream, told } = setUp(() => ({ json: {} }));
    await removeShare(valueOf(appStream()), image, friend, may);
    expect(told).toEqual([
      ['sent', 'appstream:DeleteImagePermissions', { target, before: may, after: null }],
      ['answered', { outcome: 'done' }],
    ]);
  });

  it('is every attempt of a change, each with its own answer', async () => {
    let attempt = 0;
    const { appStream, told } = setUp(() => {
      attempt += 1;
      const requestId = `request-${attempt}`;
      return attempt < 3 ? { error: 'ThrottlingException', requestId } : { json: {}, requestId };
    });
    expect((await put(appStream())).ok).toBe(true);
    expect(told.map(([what]) => what)).toEqual([
      'sent',
      'answered',
      'sent',
      'answered',
      'sent',
      'answered',
    ]);
    expect(told.filter(([what]) => what === 'answered')).toEqual([
      ['answered', { outcome: 'throttled', requestId: 'request-1', detail: 'ThrottlingException' }],
      ['answered', { outcome: 'throttled', requestId: 'request-2', detail: 'ThrottlingException' }],
      ['answered', { outcome: 'done', requestId: 'request-3' }],
    ]);
  });

  it('is a change whose answer was lost, with nothing of AWS in it', async () => {
    const { appStream, told } = setUp(() => ({ throws: new TypeError('Failed to fetch') }));
    await put(appStream());
    expect(told.at(-1)).toEqual(['answered', { outcome: 'offline' }]);
  });

  it('is a denial, of a read as well, by the action that AWS names', async () => {
    const trace = {
      outcome: 'permission-missing',
      requestId: 'request-1',
      detail: 'AccessDeniedException',
    };
    const read = setUp(() => denied('appstream:ListTagsForResource'));
    await listTags(valueOf(read.appStream()), image);
    expect(read.told).toEqual([['denied', 'appstream:ListTagsForResource', trace]]);
    const change = setUp(() => denied('iam:PassRole'));
    await put(change.appStream());
    expect(change.told.slice(1)).toEqual([
      ['denied', 'iam:PassRole', trace],
      ['answered', trace],
    ]);
  });

  it('is nothing of a read that is let through', async () => {
    const { told } = await send([{ json: { Tags: {} } }]);
    expect(told).toEqual([]);
  });

  it('has no sentence of AWS in it, and no name or id that is a secret', async () => {
    for (const text of ['ASIAIOSFODNN7EXAMPLE', 'canary-secret', 'canary-token']) {
      const { appStream, told } = setUp(() => ({
        error: `X${text}`,
        message: `The canonical request was x-amz-security-token:${text}`,
        requestId: text,
      }));
      expect((await put(appStream())).ok).toBe(false);
      expect(JSON.stringify(told)).not.toContain(text);
      expect(told.at(-1)).toEqual(['answered', { outcome: 'unknown' }]);
    }
  });
});

describe('an operation that changes something', () => {
  it.each(['DescribeImages', 'GetImage', 'ListImages', 'SearchVulnerabilities'])(
    'is none by its name, and goes out as a read: %j',
    async (operation) => {
      const { appStream, requests } = setUp(() => ({ json: {} }));
      const call = { facts: { what: 'Image a' }, operation, input: {}, read: () => null };
      expect(await valueOf(appStream()).run(call)).toEqual(ok(null));
      expect(requests).toHaveLength(1);
    },
  );

  it.each(['UpdateImagePermissions', 'StartFleet', 'Listen', 'Searching', 'describeImages', ''])(
    'does not go out as a read: %j',
    async (operation) => {
      const { appStream, requests, told } = setUp();
      const call = { facts: { what: 'Image a' }, operation, input: {}, read: () => null };
      expect(problemKind(await valueOf(appStream()).run(call))).toBe('refused');
      expect(requests).toEqual([]);
      expect(told).toEqual([]);
    },
  );
});

describe('a change that cannot be logged', () => {
  it('is not made, and says why', async () => {
    const { connector, requests } = setUp(() => ({ json: {} }));
    const recorder: CallRecorder = {
      sent: () => Promise.reject(new Error('The disk is full.')),
      denied: async () => {},
    };
    const appStream = valueOf(connector.service('appstream2', home, credentials(), recorder));
    const may = { fleet: true, imageBuilder: true };
    for (const change of [putShare, removeShare]) {
      expect(await change(appStream, image, friend, may, may)).toEqual(
        failed({ kind: 'log-unavailable' }),
      );
    }
    expect(requests).toEqual([]);
    expect((await listTags(appStream, image)).ok).toBe(true);
  });
});
