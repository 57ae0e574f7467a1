import * as v from 'valibot';
import { hashOf, routeTo, type DeskRoute, type PageOfTarget } from '../../desk/route';
import type { Sender } from '../../messaging/sender';
import { ok } from '../../result';
import { scopeKey } from '../../scope';
import { itemsOf } from '../../storage/items';
import { focusedImages, shareDraft } from '../surfaces';
import type { HandlerParts, HandlersOf } from './parts';

/** What the surfaces need of each other. */
export function surfaceHandlers(
  parts: Pick<HandlerParts, 'events' | 'settings' | 'session' | 'openDesk' | 'chosen'>,
): HandlersOf<'desk' | 'panel' | 'tab' | 'popup'> {
  const { events, settings, session, openDesk, chosen: choices } = parts;
  const focus = itemsOf(session, 'focus/', v.object({ images: focusedImages }));
  const drafts = itemsOf(session, 'share-draft/', v.object({ draft: shareDraft }));
  return {
    'desk.open': async (target, { scope, sender, chosen }) => {
      const page = sender.class === 'page' ? pageOf(sender, chosen) : undefined;
      const route: DeskRoute = routeTo(target, scope, page);
      const place = sender.class === 'page' ? 'dialog' : 'tab';
      await openDesk(hashOf(route, place === 'dialog'), place);
      return ok(null);
    },
    'panel.open': async (_, { sender, scope, chosen }) => {
      if (sender.class === 'page') {
        const { page, tabId } = sender;
        await events.watch(tabId, scope);
        // What the page tells by itself now is not what was asked about.
        if (scope && !chosen) await choices.forget(tabId);
        // Only AppStream's panel says which images it shows; its page is left.
        if (page.service !== 'appstream') await focus.remove([String(tabId)]);
      }
      const held = await settings.get(panelKey(sender));
      const collapsed = held === 'collapsed';
      return ok({ collapsed, ...(chosen && scope && { chosen: scope.account }) });
    },
    'panel.remember': async ({ collapsed }, { sender }) => {
      await settings.set(panelKey(sender), collapsed ? 'collapsed' : 'open');
      return ok(null);
    },
    'panel.focus': async (shown, { sender }) => {
      if (sender.class === 'page') await focus.set(String(sender.tabId), shown);
      return ok(null);
    },
    'tab.scope': async ({ tabId }) => ok((await events.scopeOfTab(tabId)) ?? null),
    'tab.focus': async ({ tabId }) => {
      // The same name may be another image where only a person says which account it is.
      const verified = (await choices.of(tabId)) === undefined;
      return ok((verified && (await focus.get(String(tabId)))?.images) || []);
    },
    'tab.choose': async ({ tabId, account, region }) => {
      await choices.choose(tabId, { ...account, ...(region !== undefined && { region }) });
      await events.tell(tabId, { event: 'account-chosen' });
      return ok(null);
    },
    'popup.draft': async ({ place }) => ok((await drafts.get(scopeKey(place)))?.draft ?? null),
    'popup.keep': async ({ place, draft }) => {
      if (draft) await drafts.set(scopeKey(place), { draft });
      else await drafts.remove([scopeKey(place)]);
      return ok(null);
    },
  };
}

/** Each console's panel is kept as it was left, on its own. */
function panelKey(sender: Sender): string {
  return `panel/${sender.class === 'page' ? sender.page.service : sender.class}`;
}

function pageOf({ page, tabId }: Extract<Sender, { class: 'page' }>, chosen = false): PageOfTarget {
  const { partition, region } = page;
  return { tabId, partition, chosen, ...(region !== undefined && { region }) };
}
