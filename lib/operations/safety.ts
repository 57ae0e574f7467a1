import { safetyChange, type SafetyView } from '../safety/settings';
import { operation } from './contract';
import { nothing } from './schemas';

/** The person's settings about safety, beside what the company sets. They change nothing in AWS. */
export const safetyOperations = {
  'safety.get': operation<SafetyView>()({
    title: 'Show the safety settings',
    level: 'read',
    scope: 'none',
    input: nothing,
    actions: [],
    senders: ['extension'],
  }),
  'safety.set': operation<SafetyView>()({
    title: 'Change the safety settings',
    level: 'read',
    scope: 'none',
    input: safetyChange,
    actions: [],
    senders: ['extension'],
  }),
} as const;
