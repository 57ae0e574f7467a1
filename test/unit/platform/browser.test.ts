import { beforeEach, describe, expect, it, vi } from 'vitest';
import { browser } from 'wxt/browser';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { requestHostAccess } from '@/lib/platform/permissions';
import { localStore, restrictLocalStore, sessionStore } from '@/lib/platform/storage';
import { dialogWindows } from '@/lib/platform/windows';

beforeEach(() => fakeBrowser.reset());

describe('windows', () => {
  it('of the desk are popups of a size that fits a plan', async () => {
    const create = vi.spyOn(browser.windows, 'create').mockResolvedValue({ id: 7 } as never);
    expect(await dialogWindows.create('#/share')).toBe(7);
    expect(create).toHaveBeenCalledWith({
      type: 'popup',
      url: expect.stringMatching(/\/desk\.html#\/share$/),
      width: 760,
      height: 720,
    });
  });

  it('that are gone are said to be gone', async () => {
    vi.spyOn(browser.windows, 'get').mockRejectedValue(new Error('No window with id: 9.'));
    vi.spyOn(browser.windows, 'update').mockRejectedValue(new Error('No window with id: 9.'));
    expect(await dialogWindows.exists(9)).toBe(false);
    expect(await dialogWindows.focus(9)).toBe(false);
  });
});

describe('stores', () => {
  it('keep their entries apart, and give those of a prefix alone', async () => {
    await sessionStore.set('credentials/a', 1);
    await sessionStore.set('credentials/b', 2);
    await sessionStore.set('cache/a', 3);
    await localStore.set('credentials/c', 4);
    expect(await sessionStore.entries('credentials/')).toEqual({
      'credentials/a': 1,
      'credentials/b': 2,
    });
    await sessionStore.remove(['credentials/a']);
    expect(await sessionStore.get('credentials/a')).toBeUndefined();
    expect(await localStore.get('credentials/c')).toBe(4);
  });

  it('on disk are closed to content scripts where the browser can do that', async () => {
    const area = browser.storage.local as { setAccessLevel?: unknown };
    const setAccessLevel = vi.fn<(level: object) => Promise<void>>(async () => {});
    area.setAccessLevel = setAccessLevel;
    await restrictLocalStore();
    expect(setAccessLevel).toHaveBeenCalledWith({ accessLevel: 'TRUSTED_CONTEXTS' });
    delete area.setAccessLevel;
    await expect(restrictLocalStore()).resolves.toBeUndefined();
  });
});

describe('host access', () => {
  it('is asked for by the exact hosts of the Regions, at once', () => {
    const request = vi.fn<(wanted: object) => Promise<boolean>>(async () => true);
    Object.assign(browser, { permissions: { request } });
    void requestHostAccess(['us-east-1', 'cn-north-1']);
    expect(request).toHaveBeenCalledWith({
      origins: [
        'https://appstream2.us-east-1.amazonaws.com/*',
        'https://sts.us-east-1.amazonaws.com/*',
        'https://imagebuilder.us-east-1.amazonaws.com/*',
        'https://ec2.us-east-1.amazonaws.com/*',
        'https://ram.us-east-1.amazonaws.com/*',
        'https://sts.cn-north-1.amazonaws.com.cn/*',
        'https://imagebuilder.cn-north-1.amazonaws.com.cn/*',
        'https://ec2.cn-north-1.amazonaws.com.cn/*',
        'https://ram.cn-north-1.amazonaws.com.cn/*',
      ],
    });
  });
});
