import type { HandlerParts, HandlersOf } from './parts';

/** Reading the activity log. */
export function activityHandlers({
  activity,
}: Pick<HandlerParts, 'activity'>): HandlersOf<'activity'> {
  return { 'activity.list': (query) => activity.list(query) };
}
