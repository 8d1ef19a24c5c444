import type { ComponentsDesk } from '../../lanes/components/component-routes.ts';
import { INSTALLATION, isInstalled } from '../../lanes/components/own-release.ts';
import { type ComponentsWatch, watchComponents } from '../../lanes/components/watch-components.ts';
import { advisoriesFolder, releasesFolder } from '../config/config.ts';
import type { RoomContext } from '../../records/context/room-context.ts';
import { repositoryIn } from '../../lanes/releases/repository.ts';
import type { Foundation } from './foundation.ts';

export interface Components {
  readonly desk: Omit<ComponentsDesk, 'knex'>;
  start(): void;
}

export function openComponents({ config, opened }: Foundation, context: RoomContext): Components {
  const folder = advisoriesFolder(config);
  let watch: ComponentsWatch | undefined;
  return {
    desk: {
      folder,
      own: () => watch?.own() ?? { isInstalled: isInstalled(INSTALLATION), comparedAt: undefined, differences: [] },
    },
    start() {
      const repository = repositoryIn(releasesFolder(config));
      const started = watchComponents(context, { repository, folder, home: INSTALLATION });
      watch = started;
      opened.push(() => started.close());
    },
  };
}
