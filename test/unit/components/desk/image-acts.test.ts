import { describe, expect, it } from 'vitest';
import { actItems, routeOfAct } from '@/components/desk/images/acts-model';
import type { ImageListing } from '@/lib/images/image';
import { hashOf, readDeskHash } from '@/lib/desk/route';
import { imageOf } from '../../support/planning';
import { friend, home, owner } from '../../support/values';

const office = imageOf('office');
const desk = imageOf('desk');
const linux = imageOf('linux', { platform: 'AMAZON_LINUX2' });
const half = imageOf('half', { state: 'PENDING' });
const theirs = imageOf('theirs', { owner: friend, visibility: 'shared-with-me' });
const amazons: ImageListing = {
  arn: 'arn:aws:appstream:us-east-1::image/base',
  name: 'base',
  visibility: 'public',
  state: 'AVAILABLE',
};

/** Which acts can be chosen. */
const open = (...selected: readonly ImageListing[]) =>
  actItems(selected, owner, undefined)
    .filter(({ reason }) => reason === undefined)
    .map(({ id }) => id);

/** Why each act cannot be chosen. */
const reasons = (...selected: readonly ImageListing[]) =>
  Object.fromEntries(actItems(selected, owner, undefined).map(({ id, reason }) => [id, reason]));

const all = ['clone', 'exact', 'copy', 'update', 'export', 'move', 'delete'];

describe('the menu of the images list', () => {
  it.each<readonly [string, readonly ImageListing[], readonly string[]]>([
    ['nothing', [], []],
    ['an own image', [office], all],
    ['several', [office, desk], ['copy', 'update', 'delete']],
    ['one of Linux', [linux], all.filter((id) => id !== 'update')],
    ['one that is not there yet', [half], ['delete']],
    ['one of another account', [theirs], ['clone']],
    ["one of AWS's", [amazons], ['clone']],
    ['some of which one fits', [theirs, linux], ['copy', 'delete']],
    ['some of which none fits', [theirs, amazons], []],
  ])('offers for %s what can be done with it', (_, selected, ids) => {
    expect(open(...selected)).toEqual(ids);
  });

  it('says of what cannot be chosen why', () => {
    expect(reasons()['copy']).toBe('Select an image first.');
    expect(reasons(office, desk)['clone']).toBe('Select only one image.');
    expect(reasons(theirs)['copy']).toContain(`belongs to account ${friend}`);
    expect(reasons(amazons)['delete']).toContain('belongs to AWS');
    expect(reasons(half)['clone']).toContain('this one is PENDING');
    const inTheWay = actItems([office], owner, 'Read-only.').map(({ reason }) => reason);
    expect(new Set(inTheWay)).toEqual(new Set(['Read-only.']));
  });

  it('leads to a view that the address brings back', () => {
    for (const { id } of actItems([], owner, undefined)) {
      const route = routeOfAct(id, home, [office]);
      if (!route) throw new Error(`no route for ${id}`);
      expect(readDeskHash(hashOf(route, false)).route).toEqual(route);
    }
    expect(routeOfAct('exact', home, [office])).toMatchObject({ act: 'copy', to: ['us-east-1'] });
    expect(routeOfAct('copy', home, [office, desk])).toMatchObject({
      images: [
        { region: 'us-east-1', image: 'office' },
        { region: 'us-east-1', image: 'desk' },
      ],
    });
    expect(routeOfAct('copy', home, [])).toBeUndefined();
  });
});
