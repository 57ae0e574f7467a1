import { applicationLimits } from '../applications/application';
import type { ApplicationRepository } from '../applications/repository';
import { repositoryApplication } from '../applications/schema';
import { operation } from './contract';
import { nothing } from './schemas';
import * as v from 'valibot';

/** The application repository is kept in this browser: nothing here reaches AWS. */
const local = { level: 'read', scope: 'none', actions: [], senders: ['extension'] } as const;

const many = v.pipe(v.array(repositoryApplication), v.maxLength(applicationLimits.applications));

/** The application repository: what can be added to an image when it is cloned. */
export const applicationOperations = {
  'applications.list': operation<ApplicationRepository>()({
    ...local,
    title: 'List the applications of the repository',
    input: nothing,
  }),
  /** Adds it, or replaces the own one of the same id. */
  'applications.save': operation<null>()({
    ...local,
    title: 'Keep an application in the repository',
    input: v.strictObject({ application: repositoryApplication }),
  }),
  'applications.remove': operation<null>()({
    ...local,
    title: 'Delete applications from the repository',
    input: v.strictObject({
      ids: v.pipe(
        v.array(v.pipe(v.string(), v.minLength(1), v.maxLength(applicationLimits.id))),
        v.maxLength(applicationLimits.applications),
      ),
    }),
  }),
  /** `replace` deletes the own applications that are not among these. */
  'applications.import': operation<null>()({
    ...local,
    title: 'Import applications into the repository',
    input: v.strictObject({ applications: many, mode: v.picklist(['merge', 'replace']) }),
  }),
} as const;
