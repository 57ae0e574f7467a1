import { describe, expect, it } from 'vitest';
import { createLoader } from '@/components/desk/loader';
import { failed, ok } from '@/lib/result';

const offline = { kind: 'offline' } as const;
const answer = (value: string) => ok({ value, readAt: 0 });

describe('a loader', () => {
  it('goes from loading to what was read', async () => {
    const loader = createLoader(async () => answer('a'));
    expect(loader.loaded.value).toEqual({ state: 'loading' });
    await loader.load();
    expect(loader.loaded.value).toEqual({ state: 'ready', value: 'a' });
  });

  it('tells a problem, and shows that it tries again', async () => {
    const answers = [failed(offline), answer('a')];
    const loader = createLoader(async () => answers.shift() ?? failed(offline));
    await loader.load();
    expect(loader.loaded.value).toEqual({ state: 'problem', problem: offline });
    const again = loader.load();
    expect(loader.loaded.value).toEqual({ state: 'loading' });
    await again;
    expect(loader.loaded.value).toEqual({ state: 'ready', value: 'a' });
  });

  it('keeps what is shown while it reads again', async () => {
    const loader = createLoader(async () => answer('a'));
    await loader.load();
    const again = loader.load();
    expect(loader.loaded.value).toEqual({ state: 'ready', value: 'a' });
    await again;
  });

  it('drops an answer that a later question overtook', async () => {
    const waiting: ((value: string) => void)[] = [];
    const loader = createLoader(
      () =>
        new Promise<ReturnType<typeof answer>>((resolve) => {
          waiting.push((value) => resolve(answer(value)));
        }),
    );
    const first = loader.load();
    const second = loader.load();
    waiting[1]?.('new');
    waiting[0]?.('old');
    await Promise.all([first, second]);
    expect(loader.loaded.value).toEqual({ state: 'ready', value: 'new' });
  });
});
