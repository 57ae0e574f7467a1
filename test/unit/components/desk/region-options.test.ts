import { describe, expect, it } from 'vitest';
import { appStreamOptions, servedOptions } from '@/components/desk/region-options';

const codes = (options: ReturnType<typeof servedOptions>) => options.map(({ value }) => value);

describe('the Regions that are offered', () => {
  it('are those of the service', () => {
    const own = codes(servedOptions('aws', 'imagebuilder'));
    expect(own).toEqual(expect.arrayContaining(['eu-north-1', 'ap-northeast-3', 'us-west-1']));
    expect(codes(appStreamOptions('aws'))).not.toContain('eu-north-1');
    // Wherever images are shared, builds are found too.
    expect(own).toEqual(expect.arrayContaining(codes(appStreamOptions('aws'))));
  });

  it('are those of the partition', () => {
    expect(codes(servedOptions('aws-cn', 'imagebuilder'))).toEqual([
      'cn-north-1',
      'cn-northwest-1',
    ]);
    expect(appStreamOptions('aws-cn')).toEqual([]);
  });
});
