import { SearchVulnerabilitiesCommand, type Inspector2Client } from '@aws-sdk/client-inspector2';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createConnector } from '@/lib/aws/connection';
import { problemOf } from '@/lib/aws/errors';
import { searchVulnerability, type Inspector } from '@/lib/aws/inspector';
import { createSend, type Fetch } from '@/lib/aws/send';
import type { Credentials } from '@/lib/credentials/secret';
import type { Scope } from '@/lib/scope';
import { fetchThrough } from '../../aws/agent';
import type { FaultRule } from '../../aws/faults';
import { mutatingCalls, unexpectedRequests } from '../../aws/log';
import { credentialsOf, ownerAccount, principalOf } from '../../support/scenarios';
import { startFake, type Fake } from '../fake-aws/harness';
import {
  failureOf,
  keysOf,
  noting,
  problemIn,
  signedBySdk,
  valueOf,
  watchFetch,
  type Sent,
} from './beside-sdk';

// What Amazon Inspector is asked by hand, held against AWS's own client: the same on the wire, the
// same read of the answers.

const exploited = 'CVE-2026-20000';

let fake: Fake;
let bySdk: Sent[];
let byHand: Sent[];
let denials: string[];

/** Starts AWS for each of the tests beside which it stands. */
function besideFake(): void {
  beforeEach(async () => {
    fake = await startFake();
    [bySdk, byHand, denials] = [[], [], []];
  });
  afterEach(() => fake.stop());
}

const keys = () => keysOf(credentialsOf(fake.world, ownerAccount));

const send: Fetch = (url, init) => watchFetch(fetchThrough(fake.agent), byHand)(url, init);

function sdkOf(region = 'eu-west-1'): Inspector2Client {
  const client = fake.inspector2(ownerAccount, region);
  client.middlewareStack.add(noting(bySdk), signedBySdk);
  return client;
}

/** What is made by hand, as the product connects it; retries take no time. */
function handOf(region = 'eu-west-1'): Inspector {
  const { now } = fake.clock;
  const connector = createConnector({ fetch: send, now, wait: async () => {}, random: () => 0 });
  const { arn } = principalOf(fake.world, ownerAccount);
  const credentials: Credentials = { ...keys(), arn, deadline: now() + 3_600_000 };
  const recorder = {
    sent: async () => async () => {},
    denied: async (action: string) => {
      denials.push(action);
    },
  };
  const scope: Scope = { partition: 'aws', account: ownerAccount, region };
  return valueOf(connector.service('inspector2', scope, credentials, recorder));
}

/** The same without retries and without problems: an error is thrown as it comes. */
function askRaw(id: string) {
  const sending = createSend({ fetch: send, now: fake.clock.now, timeout: 20_000 });
  const endpoint = 'https://inspector2.eu-west-1.amazonaws.com';
  const place = { endpoint, region: 'eu-west-1', service: 'inspector2' } as const;
  const input = { filterCriteria: { vulnerabilityIds: [id] } };
  return sending(keys(), place, {
    operation: 'SearchVulnerabilities',
    input,
    read: (answer) => answer,
  });
}

const commandOf = (id: string) =>
  new SearchVulnerabilitiesCommand({ filterCriteria: { vulnerabilityIds: [id] } });

describe('a call of Amazon Inspector', () => {
  besideFake();

  it('is the SDK’s, and tells what the SDK reads', async () => {
    const { vulnerabilities: [told] = [] } = await sdkOf().send(commandOf(exploited));
    const learned = valueOf(await searchVulnerability(handOf(), exploited));
    expect(byHand).toEqual(bySdk);
    expect(byHand).toHaveLength(1);
    expect(learned).toEqual({
      id: exploited,
      epss: told?.epss?.score,
      knownExploited: {
        addedAt: told?.cisaData?.dateAdded?.getTime(),
        dueAt: told?.cisaData?.dateDue?.getTime(),
        action: told?.cisaData?.action,
      },
      exploitSeen: {
        firstAt: told?.exploitObserved?.firstSeen?.getTime(),
        lastAt: told?.exploitObserved?.lastSeen?.getTime(),
      },
      cwes: told?.cwes,
      description: told?.description,
      referenceUrls: told?.referenceUrls,
    });
    expect(learned?.epss).toBe(0.9443);
    expect(learned?.knownExploited?.dueAt).toBe(Date.UTC(2026, 2, 23));
  });

  it('goes to the Region, and changes nothing', async () => {
    valueOf(await searchVulnerability(handOf('us-east-1'), exploited));
    expect(byHand.map(({ host }) => host)).toEqual(['inspector2.us-east-1.amazonaws.com']);
    expect(unexpectedRequests(fake.server.log)).toEqual([]);
    expect(mutatingCalls(fake.server.log)).toEqual([]);
  });

  it('tells the little that is known of others', async () => {
    expect(valueOf(await searchVulnerability(handOf(), 'CVE-2026-20001'))).toEqual({
      id: 'CVE-2026-20001',
      epss: 0.00043,
      cwes: [],
      referenceUrls: [],
    });
    expect(valueOf(await searchVulnerability(handOf(), 'CVE-2026-21000'))).toEqual({
      id: 'CVE-2026-21000',
      cwes: [],
      referenceUrls: [],
    });
  });

  it('comes to nothing for what AWS does not know', async () => {
    expect(valueOf(await searchVulnerability(handOf(), 'CVE-1999-1'))).toBeNull();
    expect(byHand).toHaveLength(1);
  });

  it('is not made for what is no CVE', async () => {
    for (const id of ['GHSA-jfh8-c2jp-5v3q', 'SNYK-JS-1', 'cve-2026-20000', 'CVE-2026-20000x']) {
      expect(valueOf(await searchVulnerability(handOf(), id))).toBeNull();
    }
    expect(byHand).toEqual([]);
  });
});

describe('a refusal of Amazon Inspector', () => {
  besideFake();

  it('is what the SDK makes of it', async () => {
    const told = await failureOf(sdkOf().send(commandOf('not a CVE')));
    const read = await failureOf(askRaw('not a CVE'));
    expect(read.said).toEqual(told.said);
    expect(told.said.name).toBe('ValidationException');
    expect(byHand).toEqual(bySdk);
  });

  it('over a permission names the permission, and is told to the log', async () => {
    principalOf(fake.world, ownerAccount).deniedActions.add('inspector2:SearchVulnerabilities');
    expect(problemIn(await searchVulnerability(handOf(), exploited))).toMatchObject({
      kind: 'permission-missing',
      action: 'inspector2:SearchVulnerabilities',
    });
    expect(denials).toEqual(['inspector2:SearchVulnerabilities']);
  });
});

describe('what is no answer of Amazon Inspector', () => {
  besideFake();

  const service = 'inspector2';
  const faults: readonly FaultRule[] = [
    { kind: 'throttle', form: 'ThrottlingException', service },
    { kind: 'server-error', status: 500, service },
    { kind: 'html-502', service },
    { kind: 'truncated', service },
    { kind: 'reset', service },
    { kind: 'expired-token', service },
  ];
  const facts = { action: 'inspector2:SearchVulnerabilities', what: exploited } as const;

  it.each(faults)('is the same problem as of the SDK: $kind $form $status', async (rule) => {
    const remove = fake.server.faults.add({ ...rule, times: 2 });
    const told = await failureOf(sdkOf().send(commandOf(exploited)));
    const read = await failureOf(askRaw(exploited));
    remove();
    expect(problemOf(read.error, facts)).toEqual(problemOf(told.error, facts));
    expect(problemOf(read.error, facts).kind).not.toBe('unknown');
  });

  it('is asked for again', async () => {
    fake.server.faults.add({ kind: 'truncated', service });
    expect(valueOf(await searchVulnerability(handOf(), exploited))?.id).toBe(exploited);
    expect(byHand).toHaveLength(2);
  });
});

/** Reads one answer, as it comes. */
const reading = (answer: unknown) =>
  searchVulnerability(
    {
      run: async ({ read }) => {
        const value = read(answer);
        return value === undefined
          ? { ok: false, problem: { kind: 'aws-fault' } }
          : { ok: true, value };
      },
    },
    exploited,
  );

describe('an answer', () => {
  it.each([[undefined], [null], ['{}'], [{}], [{ vulnerabilities: 'none' }]])(
    'is not taken for "nothing is known": %j',
    async (answer) => {
      expect((await reading(answer)).ok).toBe(false);
    },
  );

  it('about another vulnerability is none', async () => {
    expect(valueOf(await reading({ vulnerabilities: [{ id: 'CVE-2026-1' }] }))).toBeNull();
    expect(valueOf(await reading({ vulnerabilities: [] }))).toBeNull();
  });

  it.each([
    [{ epss: { score: 1.5 } }],
    [{ epss: { score: -0.1 } }],
    [{ epss: null, cisaData: null, exploitObserved: null, cwes: null, description: null }],
    [{ cisaData: {}, exploitObserved: {} }],
    [{ cisaData: { action: '' }, exploitObserved: { firstSeen: null }, description: '' }],
  ])('has nothing that it does not say: %j', async (members) => {
    expect(valueOf(await reading({ vulnerabilities: [{ id: exploited, ...members }] }))).toEqual({
      id: exploited,
      cwes: [],
      referenceUrls: [],
    });
  });

  it('that only names the catalog is of one that is exploited', async () => {
    const cisaData = { dateAdded: 1_772_409_600 };
    const learned = valueOf(await reading({ vulnerabilities: [{ id: exploited, cisaData }] }));
    expect(learned?.knownExploited).toEqual({ addedAt: 1_772_409_600_000 });
  });
});
