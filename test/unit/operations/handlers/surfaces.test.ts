import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import type { CallContext } from '@/lib/messaging/router';
import { classifySender } from '@/lib/messaging/sender';
import { surfaceOperations } from '@/lib/operations/surfaces';
import { emptyDraft } from '@/lib/sharing/popup-draft';
import { fromDesk, fromPage, setUp } from '../../support/handlers';
import { inputs } from '../../support/inputs';
import { image } from '../../support/plans';
import { own, pageSender } from '../../support/senders';
import { home, owner, valueOf } from '../../support/values';

/** The same tab, at a page of the Image Builder console. */
const fromBuilds: CallContext = {
  ...fromPage,
  sender: classifySender(
    pageSender('https://us-east-1.console.aws.amazon.com/imagebuilder/home?region=us-east-1#/'),
    own,
  ),
};

describe('the surfaces', () => {
  it('open the desk in a dialog for a page and in a tab for the extension', async () => {
    const { perform, opened, requests } = await setUp();
    await perform('desk.open', inputs['desk.open'], fromPage);
    await perform('desk.open', inputs['desk.open'], fromDesk);
    expect(opened).toEqual([
      [expect.stringMatching(/^#\/share\?.*account=111122223333.*window=dialog$/), 'dialog'],
      [expect.not.stringContaining('window=dialog'), 'tab'],
    ]);
    expect(requests).toEqual([]);
  });

  it('open the images for a page whose account is not known', async () => {
    const { perform, opened } = await setUp();
    await perform('desk.open', inputs['desk.open'], { ...fromPage, scope: undefined });
    expect(opened).toEqual([['#/images?window=dialog', 'dialog']]);
  });

  it('remember how the panel is shown, and which scope its tab shows', async () => {
    const { perform } = await setUp();
    expect(valueOf(await perform('panel.open', {}, fromPage))).toEqual({ collapsed: false });
    expect(valueOf(await perform('tab.scope', { tabId: 7 }, fromDesk))).toEqual(home);
    expect(valueOf(await perform('tab.scope', { tabId: 8 }, fromDesk))).toBeNull();
    await perform('panel.remember', { collapsed: true }, fromPage);
    expect(valueOf(await perform('panel.open', {}, fromPage))).toEqual({ collapsed: true });
    await perform('panel.remember', { collapsed: false }, fromPage);
    expect(valueOf(await perform('panel.open', {}, fromPage))).toEqual({ collapsed: false });
  });

  it('remember it for each console on its own', async () => {
    const { perform } = await setUp();
    await perform('panel.remember', { collapsed: true }, fromPage);
    expect(valueOf(await perform('panel.open', {}, fromBuilds))).toEqual({ collapsed: false });
    await perform('panel.remember', { collapsed: true }, fromBuilds);
    await perform('panel.remember', { collapsed: false }, fromPage);
    expect(valueOf(await perform('panel.open', {}, fromBuilds))).toEqual({ collapsed: true });
    expect(valueOf(await perform('panel.open', {}, fromPage))).toEqual({ collapsed: false });
  });

  it('know the scope of a tab that shows the Image Builder console', async () => {
    const { perform } = await setUp();
    await perform('panel.open', {}, fromBuilds);
    expect(valueOf(await perform('tab.scope', { tabId: 7 }, fromDesk))).toEqual(home);
  });
});

describe('what the popup begins with', () => {
  const draft = { ...emptyDraft, images: ['office-2026'], accounts: '444455556666' };

  it('is the images that the panel of the tab shows', async () => {
    const { perform } = await setUp();
    expect(valueOf(await perform('tab.focus', { tabId: 7 }, fromDesk))).toEqual([]);
    await perform('panel.focus', { images: ['office-2026'] }, fromPage);
    expect(valueOf(await perform('tab.focus', { tabId: 7 }, fromDesk))).toEqual(['office-2026']);
    expect(valueOf(await perform('tab.focus', { tabId: 8 }, fromDesk))).toEqual([]);
    await perform('panel.focus', { images: [] }, fromPage);
    expect(valueOf(await perform('tab.focus', { tabId: 7 }, fromDesk))).toEqual([]);
  });

  it('is no image of a page that the tab has left for another console', async () => {
    const { perform } = await setUp();
    await perform('panel.focus', { images: ['office-2026'] }, fromPage);
    await perform('panel.open', {}, fromPage);
    expect(valueOf(await perform('tab.focus', { tabId: 7 }, fromDesk))).toEqual(['office-2026']);
    await perform('panel.open', {}, fromBuilds);
    expect(valueOf(await perform('tab.focus', { tabId: 7 }, fromDesk))).toEqual([]);
  });

  it('is no image of a page whose account nobody has verified', async () => {
    const { perform } = await setUp();
    await perform('panel.focus', { images: ['office-2026'] }, fromPage);
    const account = { partition: 'aws', account: owner };
    await perform('tab.choose', { tabId: 7, account }, fromDesk);
    expect(valueOf(await perform('tab.focus', { tabId: 7 }, fromDesk))).toEqual([]);
  });

  it('is what was typed before for that account and Region, and no other', async () => {
    const { perform } = await setUp();
    const elsewhere = { ...home, region: 'eu-west-1' };
    expect(valueOf(await perform('popup.draft', { place: home }, fromDesk))).toBeNull();
    await perform('popup.keep', { place: home, draft }, fromDesk);
    expect(valueOf(await perform('popup.draft', { place: home }, fromDesk))).toEqual(draft);
    expect(valueOf(await perform('popup.draft', { place: elsewhere }, fromDesk))).toBeNull();
    await perform('popup.keep', { place: home }, fromDesk);
    expect(valueOf(await perform('popup.draft', { place: home }, fromDesk))).toBeNull();
  });

  it('takes only names of images, and not too many', () => {
    const { input } = surfaceOperations['panel.focus'];
    const accepts = (images: readonly string[]) => v.safeParse(input, { images }).success;
    expect(accepts(['office-2026', 'a.b_c-1'])).toBe(true);
    expect(accepts(['<img src=x>'])).toBe(false);
    expect(accepts(['arn:aws:appstream:us-east-1:111122223333:image/a'])).toBe(false);
    expect(accepts(Array.from({ length: 51 }, (_, index) => `image-${index}`))).toBe(false);
  });
});

describe('a tab whose page tells no account', () => {
  const unknown: CallContext = { ...fromPage, scope: undefined };
  const chosenPage: CallContext = { ...fromPage, chosen: true };
  const choose = { tabId: 7, account: { partition: 'aws', account: owner } };

  it('is asked about in the dialog window, with what its address tells', async () => {
    const { perform, opened } = await setUp();
    await perform('desk.open', { view: 'choose' }, unknown);
    expect(opened).toEqual([['#/choose?tab=7&partition=aws&window=dialog', 'dialog']]);
  });

  it('is not what the desk itself asks about', async () => {
    const { perform, opened } = await setUp();
    await perform('desk.open', { view: 'choose' }, fromDesk);
    expect(opened).toEqual([[expect.stringMatching(/^#\/images\?/), 'tab']]);
  });

  it('is told when the person has answered, and no other tab', async () => {
    const { perform, chosen, toTab, told } = await setUp();
    await perform('panel.open', {}, unknown);
    valueOf(await perform('tab.choose', choose, fromDesk));
    expect(await chosen.of(7)).toEqual({ partition: 'aws', account: owner });
    expect(toTab).toEqual([[7, { event: 'account-chosen' }]]);
    expect(told).toEqual([]);
  });

  it('shows what was chosen, until its page tells an account by itself', async () => {
    const { perform, chosen } = await setUp();
    await perform('tab.choose', choose, fromDesk);
    expect(valueOf(await perform('panel.open', {}, chosenPage))).toEqual({
      collapsed: false,
      chosen: owner,
    });
    expect(await chosen.of(7)).toBeDefined();
    expect(valueOf(await perform('panel.open', {}, fromPage))).toEqual({ collapsed: false });
    expect(await chosen.of(7)).toBeUndefined();
  });

  it('keeps the answer while nothing can be told of it', async () => {
    const { perform, chosen } = await setUp();
    await perform('tab.choose', choose, fromDesk);
    await perform('panel.open', {}, unknown);
    expect(await chosen.of(7)).toBeDefined();
  });

  it('opens changes with the mark that nobody has verified the account', async () => {
    const { perform, opened } = await setUp();
    await perform('desk.open', { view: 'stop', image }, chosenPage);
    await perform('desk.open', { view: 'stop', image }, fromPage);
    expect(opened.map(([hash]) => hash.includes('chosen=true'))).toEqual([true, false]);
  });

  it('says which images are to be shared, with that mark too, and never with whom', async () => {
    const { perform, opened } = await setUp();
    const target = { view: 'bulk', images: [image, { name: 'kiosk' }] } as const;
    await perform('desk.open', target, chosenPage);
    expect(opened).toEqual([
      [
        expect.stringMatching(/^#\/share-many\?.*image=office-2026&image=kiosk&chosen=true/),
        'dialog',
      ],
    ]);
    const { input } = surfaceOperations['desk.open'];
    expect(v.is(input, target)).toBe(true);
    expect(v.is(input, { ...target, accounts: [owner] })).toBe(false);
    expect(v.is(input, { ...target, images: Array(101).fill(image) })).toBe(false);
  });
});
