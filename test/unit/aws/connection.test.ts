import { ListTagsForResourceCommand } from '@aws-sdk/client-appstream';
import { describe, expect, it } from 'vitest';
import { listTags, putShare, removeShare } from '@/lib/aws/appstream';
import { createConnector, type Connector } from '@/lib/aws/connection';
import { getCallerIdentity } from '@/lib/aws/sts';
import { failed, ok } from '@/lib/result';
import { callerIdentity, recordingHandler, type Reply } from '../support/fake-appstream';
import { canaryCredentials } from '../support/identities';
import { image } from '../support/plans';
import { friend, home, owner, problemKind, stranger, valueOf } from '../support/values';

const credentials = (accessKeyId = 'ASIAIOSFODNN7EXAMPLE') => canaryCredentials({ accessKeyId });

function setUp(answer: () => Reply = () => ({ json: { Tags: {} } })) {
  const { requests, handler } = recordingHandler(answer);
  const waits: number[] = [];
  const connector = createConnector({
    requestHandler: handler,
    wait: async (milliseconds) => void waits.push(milliseconds),
    random: () => 0.5,
    now: () => 0,
  });
  return { connector, requests, waits };
}

const facts = { action: 'appstream:ListTagsForResource', what: 'Image a' } as const;

describe('a connection', () => {
  it('goes to the endpoint of the scope, signed with its credentials', async () => {
    const { connector, requests } = setUp();
    const scope = { ...home, region: 'eu-west-1' };
    await listTags(valueOf(connector.appStream(scope, credentials())), image);
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
      const { connector, requests } = setUp();
      expect(connector.appStream({ ...home, region }, credentials())).toEqual(
        failed({ kind: 'region-unsupported', region }),
      );
      expect(requests).toEqual([]);
    },
  );

  it('is refused where STS is not', () => {
    const { connector } = setUp();
    expect(problemKind(connector.sts('mars-east-1', credentials()))).toBe('region-unsupported');
  });

  it('is kept for a scope and a key, and for nothing else', () => {
    const { connector } = setUp();
    const clientOf = (scope = home, key?: string) =>
      valueOf(connector.appStream(scope, credentials(key))).client;
    const first = clientOf();
    expect(clientOf()).toBe(first);
    expect(clientOf({ ...home, region: 'eu-west-1' })).not.toBe(first);
    expect(clientOf({ ...home, account: stranger })).not.toBe(first);
    expect(clientOf({ ...home, partition: 'aws-us-gov' })).not.toBe(first);
    expect(clientOf(home, 'ASIAIOSFODNN7EXAMPL2')).not.toBe(first);
    connector.forget();
    expect(clientOf()).not.toBe(first);
  });
});

const listing = () => new ListTagsForResourceCommand({ ResourceArn: image.arn });

/** A call that AWS throttles, with something done while it waits for its next attempt. */
const callWhile = async (
  meanwhile: (parts: { connector: Connector; clock: { time: number } }) => void,
) => {
  const clock = { time: 0 };
  const { requests, handler } = recordingHandler(() => ({ error: 'ThrottlingException' }));
  const connector = createConnector({
    requestHandler: handler,
    wait: async () => meanwhile({ connector, clock }),
    random: () => 0.5,
    now: () => clock.time,
  });
  const held = canaryCredentials({ deadline: 1000 });
  const { client, run } = valueOf(connector.appStream(home, held));
  const result = await run(facts, () => client.send(listing()));
  return { result, requests, connector, clock };
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
    const { client, run } = valueOf(connector.appStream(home, held));
    expect(await run(facts, () => client.send(listing()))).toEqual(
      failed({ kind: 'expired', account: owner }),
    );
    expect(problemKind(await getCallerIdentity(valueOf(connector.sts('us-east-1', held))))).toBe(
      'expired',
    );
    expect(requests).toHaveLength(2);
  });

  it('of an earlier connection stay stopped when the account is connected anew', async () => {
    const { connector, requests } = setUp();
    const before = valueOf(connector.appStream(home, credentials()));
    connector.forget(home);
    const after = valueOf(connector.appStream(home, credentials()));
    expect((await listTags(before, image)).ok).toBe(false);
    expect((await listTags(after, image)).ok).toBe(true);
    expect(requests).toHaveLength(1);
  });

  it('are not kept in a client past their deadline, as long as there are others', () => {
    const clock = { time: 0 };
    const { handler } = recordingHandler(() => ({ json: {} }));
    const connector = createConnector({
      requestHandler: handler,
      wait: async () => {},
      random: () => 0,
      now: () => clock.time,
    });
    const clientOf = (deadline: number, account = owner) =>
      valueOf(connector.appStream({ ...home, account }, canaryCredentials({ deadline }))).client;
    const [first, second] = [clientOf(10), clientOf(20, stranger)];
    expect(clientOf(15)).toBe(first);
    clock.time = 15;
    clientOf(30, friend);
    expect(clientOf(40)).not.toBe(first);
    expect(clientOf(20, stranger)).toBe(second);
  });
});

const send = async (replies: readonly Reply[]) => {
  let next = 0;
  const { connector, requests, waits } = setUp(() => {
    const reply = replies[Math.min(next, replies.length - 1)];
    next += 1;
    return reply ?? { json: {} };
  });
  const { client, run } = valueOf(connector.appStream(home, credentials()));
  const command = new ListTagsForResourceCommand({ ResourceArn: image.arn });
  const result = await run(facts, () => client.send(command));
  return { result, requests, waits };
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
    expect(valueOf(result).Tags).toEqual({ a: 'b' });
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
        const { connector, requests } = setUp(() => ({ error, status: 500 }));
        const appStream = valueOf(connector.appStream(home, credentials()));
        expect((await change(appStream, image, friend, permissions)).ok).toBe(false);
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
