import { describe, expect, it } from 'vitest';
import {
  describeInstance,
  familiesFor,
  familyOfInstance,
  instanceFamilies,
  runsOn,
} from '@/lib/lifecycle/instances';
import { licenseIncluded, nameOfLicensed } from '@/lib/lifecycle/license-included';
import { isOffered } from '../../aws/appstream/software';
import { modelOf } from '../../aws/models';

/** What AWS's model lists in the documentation of a member of CreateImageBuilder. */
function listed(member: string): readonly string[] {
  const { documentation = '' } =
    modelOf('appstream').shapes['CreateImageBuilderRequest']?.members?.[member] ?? {};
  return [...documentation.matchAll(/<li> <p>([^<]+)<\/p> <\/li>/g)].map(([, name = '']) => name);
}

const types = instanceFamilies.flatMap((family) => family.types);

const wordsOf = (wanted: string) =>
  types.filter(({ type }) => type === `stream.${wanted}`).map(describeInstance);

describe('the instance types of image builders', () => {
  it('are those that AWS names, and those that came after its model', () => {
    const inModel = new Set(listed('InstanceType'));
    const ours = new Set(types.map(({ type }) => type));
    expect([...inModel].filter((type) => !ours.has(type))).toEqual([]);
    const later = [...ours].filter((type) => !inModel.has(type));
    expect(later.filter((type) => !type.startsWith('stream.graphics.g7.'))).toEqual([]);
  });

  it('are of the family that they stand under', () => {
    for (const { name, types: of } of instanceFamilies) {
      for (const { type } of of) {
        expect(familyOfInstance(type), type).toBe(name.toLowerCase().replaceAll(' ', ''));
      }
    }
  });

  it('have GPUs exactly where they are for graphics', () => {
    for (const { type, gpu, vcpus, memory } of types) {
      expect(gpu !== undefined, type).toBe(type.startsWith('stream.graphics.'));
      expect(memory, type).toBeGreaterThan(vcpus);
    }
  });

  it('say in words what they have', () => {
    expect(wordsOf('standard.small')).toEqual(['1 vCPU, 2 GiB']);
    expect(wordsOf('compute.large')).toEqual(['2 vCPUs, 3.75 GiB']);
    expect(wordsOf('graphics.g5.xlarge')).toEqual(['4 vCPUs, 16 GiB, 1 GPU with 24 GB']);
    expect(wordsOf('graphics.g4dn.12xlarge')).toEqual(['48 vCPUs, 192 GiB, 4 GPUs with 64 GB']);
    expect(wordsOf('graphics.g6f.large')).toEqual(['2 vCPUs, 8 GiB, 1/8 GPU with 3 GB']);
  });

  it('come with those first that the image runs on', () => {
    const told = familiesFor(['GRAPHICS_G5', 'Memory Optimized']);
    expect(told.map(({ name, fits }) => [name, fits])).toEqual([
      ['Memory Optimized', true],
      ['Graphics G5', true],
      ['General Purpose', false],
      ['Compute Optimized', false],
      ['Graphics G4', false],
      ['Graphics G6', false],
      ['Graphics G7', false],
    ]);
    for (const { types: of, fits } of told) {
      for (const { type } of of) {
        expect(runsOn(['GRAPHICS_G5', 'Memory Optimized'], type), type).toBe(fits);
      }
    }
    expect(familiesFor([]).every(({ fits }) => fits)).toBe(true);
  });

  it('are not ruled out by families that are not known, nor are types that are not', () => {
    expect(runsOn(['General Purpose'], 'stream.graphics.g5.xlarge')).toBe(false);
    expect(runsOn(['Graphics Unified'], 'stream.graphics.g5.xlarge')).toBe(true);
    expect(runsOn(['General Purpose'], 'GeneralPurpose.m7i.large')).toBe(true);
  });
});

describe('license-included software', () => {
  it('is what AWS names', () => {
    expect(licenseIncluded.toSorted()).toEqual(listed('SoftwaresToInstall').toSorted());
    expect(licenseIncluded.filter((name) => !isOffered(name))).toEqual([]);
  });

  it('has a name that people read', () => {
    expect(nameOfLicensed('Microsoft_Office_2021_LTSC_Professional_Plus_32Bit')).toBe(
      'Microsoft Office 2021 LTSC Professional Plus (32-bit)',
    );
  });
});
