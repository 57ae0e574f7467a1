import { describe, expect, it } from 'vitest';
import { explainMadeOfStep } from '@/lib/lifecycle/describe';

describe('what AWS has made of a step', () => {
  it('is the task of an export, and the AMI once that is there', () => {
    expect(explainMadeOfStep({ act: 'export' }, '0f1e2d3c-aaaa')).toBe('The export task at AWS:');
    expect(explainMadeOfStep({ act: 'export' }, 'ami-0a1b')).toBe('AWS has made this AMI.');
  });

  it('says of an AMI that another account may launch what it goes on costing', () => {
    expect(explainMadeOfStep({ act: 'share-ami' }, 'ami-0a1b')).toContain('until you remove them');
  });
});
