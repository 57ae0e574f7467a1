import type { IamAction } from '@/lib/operations/actions';
import { describe, expect, it } from 'vitest';
import { createConnector } from '@/lib/aws/connection';
import { secret } from '@/lib/credentials/secret';
import { createInScope } from '@/lib/operations/handlers/in-scope';
import { permissionHandlers } from '@/lib/operations/handlers/permissions';
import { createCredentialStore } from '@/lib/credentials/store';
import { memoryStore } from '@/test/support/memory-store';
import { activityDouble } from '../../support/activity';
import { appStreamDouble, recordingFetch, type SentRequest } from '../../support/fake-appstream';
import { identityOf } from '../../support/identities';
import { image } from '../../support/plans';
import { friend, home, minute, noon, owner, stranger, valueOf } from '../../support/values';

const own = { Arn: image.arn, Name: image.name, Visibility: 'PRIVATE', State: 'AVAILABLE' };
const pending = { ...own, Arn: `${image.arn}-9`, Name: 'unfinished', State: 'PENDING' };
const foreign = { ...own, Arn: image.arn.replace(owner, stranger), Name: 'foreign' };

const hasHostAccess = async () => true;

async function checkAt(
  pages: readonly (readonly object[])[],
  denials: readonly { readonly account: string; readonly action: string }[] = [],
  /** Changes that succeeded a minute after the denials. */
  changes: readonly IamAction[] = [],
) {
  const rest = appStreamDouble([own], new Map([[friend, { fleet: true, imageBuilder: true }]]));
  const { requests, fetch } = recordingFetch((request: SentRequest) => {
    if (request.operation !== 'DescribeImages') return rest(request);
    const page = Number(request.body['NextToken'] ?? 0);
    const more = page + 1 < pages.length;
    return { json: { Images: pages[page] ?? [], ...(more && { NextToken: `${page + 1}` }) } };
  });
  const credentials = createCredentialStore(memoryStore(), () => noon);
  await credentials.add(identityOf(home, { longTerm: true }), {
    accessKeyId: 'AKIACANARYKEYEXAMPLE',
    secretAccessKey: secret('canary-secret'),
  });
  const connector = createConnector({
    fetch,
    now: () => noon,
    wait: async () => {},
    random: () => 0,
  });
  let time = noon;
  const { activity } = activityDouble(() => time);
  for (const { account, action } of denials) {
    const calls = { operation: 'images.usage', scope: { ...home, account }, who: '' };
    await activity.recorder(calls).denied(action, { outcome: 'permission-missing' });
  }
  time += minute;
  for (const action of changes) {
    const recorder = activity.recorder({ operation: 'sharing.apply', scope: home, who: '' });
    const change = { target: 'Image a', before: null, after: null };
    await (
      await recorder.sent(action, change)
    )({ outcome: 'done' });
  }
  const inScope = createInScope({ activity, connector, credentials, hasHostAccess });
  const handlers = permissionHandlers({ activity }, inScope);
  const context = { operation: '', sender: { class: 'extension' }, scope: home } as const;
  const report = valueOf(await handlers['permissions.check']({}, context));
  return { report, requests };
}

describe('the check of permissions', () => {
  it('takes the first finished image of its own, and reads no page beyond it', async () => {
    const { report, requests } = await checkAt([[], [foreign, pending], [own], [own]]);
    expect(report.image).toBe(image.name);
    const listed = requests.filter(({ operation }) => operation === 'DescribeImages');
    expect(listed.map(({ body }) => body)).toEqual([
      { Type: 'PRIVATE' },
      { Type: 'PRIVATE', NextToken: '1' },
      { Type: 'PRIVATE', NextToken: '2' },
    ]);
  });

  it('tries nothing on an image of somebody else', async () => {
    const { report, requests } = await checkAt([[foreign]]);
    expect(report.image).toBeUndefined();
    expect(requests.map(({ operation }) => operation).toSorted()).toEqual([
      'DescribeFleets',
      'DescribeImageBuilders',
      'DescribeImages',
      'ListExportImageTasks',
    ]);
  });

  it('takes the noted denials of the account that it checks', async () => {
    const { report } = await checkAt(
      [[own]],
      [
        { account: owner, action: 'appstream:DeleteImagePermissions' },
        { account: stranger, action: 'appstream:UpdateImagePermissions' },
      ],
    );
    expect(report.results).toContainEqual({
      action: 'appstream:DeleteImagePermissions',
      result: 'denied',
      at: noon,
    });
    const updated = report.results.find(({ action }) => action.endsWith(':UpdateImagePermissions'));
    expect(updated?.result).toBe('not-tried');
  });

  it('takes no denial for true any more after the same change has succeeded', async () => {
    const { report } = await checkAt(
      [[own]],
      [{ account: owner, action: 'appstream:DeleteImagePermissions' }],
      ['appstream:DeleteImagePermissions'],
    );
    const found = report.results.find(({ action }) => action.endsWith(':DeleteImagePermissions'));
    expect(found?.result).toBe('not-tried');
  });
});
