import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import type { CallContext } from '@/lib/messaging/router';
import { surfaceOperations } from '@/lib/operations/surfaces';
import { fromDesk, fromPage, setUp } from '../../support/handlers';
import { inputs } from '../../support/inputs';
import { image } from '../../support/plans';
import { home, owner, valueOf } from '../../support/values';

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
