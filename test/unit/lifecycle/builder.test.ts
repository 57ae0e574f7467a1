import { describe, expect, it } from 'vitest';
import { failureOf } from '@/lib/lifecycle/builder';

describe('what AWS says of a failure', () => {
  it.each([
    [{ errors: [] }, 'Its state is FAILED.'],
    [{ errors: ['No capacity.'] }, 'No capacity.'],
    [{ stateReason: 'It broke.', errors: ['No capacity.'] }, 'It broke. No capacity.'],
    [{ stateReason: 'INTERNAL: No capacity.', errors: ['No capacity.'] }, 'INTERNAL: No capacity.'],
    [{ stateReason: 'No capacity.', errors: ['INTERNAL: No capacity.'] }, 'INTERNAL: No capacity.'],
    [{ errors: ['No capacity.', 'No capacity.'] }, 'No capacity.'],
    [{ stateReason: '', errors: [] }, 'Its state is FAILED.'],
  ])('is said once: %j', (said, text) => {
    expect(failureOf({ state: 'FAILED', ...said })).toBe(text);
  });
});
