import { hashOf, routeTo, type DeskRoute } from '../../desk/route';
import { ok } from '../../result';
import type { HandlerParts, HandlersOf } from './parts';

const panelKey = 'panel/appstream';

/** What the surfaces need of each other. */
export function surfaceHandlers(
  parts: Pick<HandlerParts, 'events' | 'settings' | 'openDesk'>,
): HandlersOf<'desk' | 'panel' | 'tab'> {
  const { events, settings, openDesk } = parts;
  return {
    'desk.open': async (target, { scope, sender }) => {
      const route: DeskRoute = routeTo(target, scope);
      const place = sender.class === 'page' ? 'dialog' : 'tab';
      await openDesk(hashOf(route, place === 'dialog'), place);
      return ok(null);
    },
    'panel.open': async (_, { sender, scope }) => {
      if (sender.class === 'page') await events.watch(sender.tabId, scope);
      const held = await settings.get(panelKey);
      return ok({ collapsed: held === 'collapsed' });
    },
    'panel.remember': async ({ collapsed }) => {
      await settings.set(panelKey, collapsed ? 'collapsed' : 'open');
      return ok(null);
    },
    'tab.scope': async ({ tabId }) => ok((await events.scopeOfTab(tabId)) ?? null),
  };
}
