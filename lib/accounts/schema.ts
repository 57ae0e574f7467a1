import * as v from 'valibot';
import { readAlias, sameAlias, textOfAlias, type AccountAlias } from './alias';
import { environments, type Environment } from './environments';

const parts = v.strictObject({
  account: v.string(),
  name: v.string(),
  environment: v.exactOptional(v.picklist(Object.keys(environments) as Environment[])),
  groups: v.exactOptional(v.array(v.string())),
  notes: v.exactOptional(v.string()),
});

/** An alias, exactly as reading it as text would give it. */
export const accountAlias: v.GenericSchema<unknown, AccountAlias> = v.pipe(
  parts,
  v.check((alias) => {
    const read = readAlias(textOfAlias(alias));
    return read.ok && sameAlias(read.value, alias);
  }),
);
