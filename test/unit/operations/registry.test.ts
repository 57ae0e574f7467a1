import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { factsOf } from '@/lib/operations/actions';
import type { Contract } from '@/lib/operations/contract';
import { findContract, operations, type OperationId } from '@/lib/operations/registry';

const contracts = Object.entries(operations) as [OperationId, Contract][];

describe('the contracts', () => {
  it('let a page read and open things, and nothing else', () => {
    for (const [id, contract] of contracts) {
      if (!contract.senders.includes('page')) continue;
      expect(contract.level, id).toBe('read');
      expect(id).toMatch(
        /^(?:images\.|builds\.|findings\.change$|desk\.open$|panel\.|accounts\.names$)/,
      );
    }
  });

  it('let nobody write or destroy but the extension’s own documents', () => {
    for (const [id, contract] of contracts) {
      if (contract.level === 'read') continue;
      expect(contract.senders, id).toEqual(['extension']);
    }
    expect(contracts.filter(([, { level }]) => level !== 'read')).not.toEqual([]);
  });

  it('let nobody in who is foreign or embedded', () => {
    for (const [id, { senders }] of contracts) {
      expect(senders, id).not.toContain('foreign');
      expect(senders, id).not.toContain('embedded');
    }
  });

  it('let no page near credentials, plans or other tabs', () => {
    for (const [id, { senders }] of contracts) {
      if (
        !/^(?:credentials|sharing|build-sharing|build-actions|organizations|permissions|tab)\./.test(
          id,
        )
      )
        continue;
      expect(senders, id).toEqual(['extension']);
    }
  });

  it('name only reading IAM actions where the level is read', () => {
    for (const [id, { level, actions }] of contracts) {
      const changing = actions.filter(
        (action) => !/:(?:(?:Describe|List|Get|Search)[A-Z][A-Za-z]+|AssumeRole)$/.test(action),
      );
      expect(changing.length > 0, `${id}: ${changing.join()}`).toBe(level !== 'read');
    }
  });

  it('need a scope exactly where they reach more than STS', () => {
    for (const [id, { scope, actions }] of contracts) {
      const reaches = actions.some((action) => !action.startsWith('sts:'));
      expect(scope, id).toBe(reaches ? 'required' : 'none');
    }
  });

  it('keep answers only of reads that anybody who sees the images may see', () => {
    for (const [id, { cached, level }] of contracts) {
      if (cached)
        expect([id, level]).toEqual([
          expect.stringMatching(/^(?:images\.|builds\.|findings\.change$)/),
          'read',
        ]);
    }
  });

  it('belong to an IAM role exactly where they need permission', () => {
    for (const [id, { actions, role }] of contracts) {
      // It tries permissions and needs none of them.
      if (id === 'permissions.check') continue;
      const needing = actions.filter((action) => !factsOf(action).noPermissionNeeded);
      expect(role !== undefined, id).toBe(needing.length > 0);
    }
    expect(findContract('permissions.check')?.role).toBeUndefined();
  });

  it('have their IAM actions named in the README, and no others', () => {
    const readme = readFileSync(new URL('../../../README.md', import.meta.url), 'utf8');
    const named =
      readme.match(
        /\b(?:appstream|ec2|iam|imagebuilder|inspector2|organizations|ram|sts):[A-Z][A-Za-z]+/g,
      ) ?? [];
    const used = contracts.flatMap(([, { actions }]) =>
      actions.filter((action) => !factsOf(action).noPermissionNeeded),
    );
    expect(new Set(named)).toEqual(new Set(used));
  });

  it('have titles of their own', () => {
    expect(new Set(contracts.map(([, { title }]) => title)).size).toBe(contracts.length);
  });

  it('are found by their id and by nothing that objects inherit', () => {
    for (const [id, contract] of contracts) expect(findContract(id)).toBe(contract);
    for (const id of ['__proto__', 'constructor', 'toString', 'hasOwnProperty', '']) {
      expect(findContract(id)).toBeUndefined();
    }
  });
});
