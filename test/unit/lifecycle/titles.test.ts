import { describe, expect, it } from 'vitest';
import { describeCopies } from '@/lib/lifecycle/titles';

const copy = (image: string, region: string, name = image) => ({
  from: { region: 'us-east-1', image },
  to: { region, image: name },
});

describe('what a job of copies is called', () => {
  it.each([
    ['Copy office to eu-west-1', [copy('office', 'eu-west-1')]],
    ['Copy office to eu-west-1 as desk', [copy('office', 'eu-west-1', 'desk')]],
    ['Copy office as desk', [copy('office', 'us-east-1', 'desk')]],
    [
      'Copy office to eu-west-1, 2 times',
      [copy('office', 'eu-west-1', 'a'), copy('office', 'eu-west-1', 'b')],
    ],
    ['Copy 2 images to eu-west-1', [copy('office', 'eu-west-1'), copy('studio', 'eu-west-1')]],
    ['Copy office to 2 Regions', [copy('office', 'eu-west-1'), copy('office', 'eu-central-1')]],
    ['Copy 2 images to 2 Regions', [copy('office', 'eu-west-1'), copy('studio', 'eu-central-1')]],
  ])('%s', (title, copies) => {
    expect(describeCopies(copies)).toBe(title);
  });
});
