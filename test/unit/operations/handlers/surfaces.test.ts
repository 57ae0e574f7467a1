import { describe, expect, it } from 'vitest';
import { fromDesk, fromPage, setUp } from '../../support/handlers';
import { inputs } from '../../support/inputs';
import { home, valueOf } from '../../support/values';

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
