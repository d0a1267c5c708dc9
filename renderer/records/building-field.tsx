import type { JSX } from 'react';
import { isUnder } from '../../shared/domain/codes.ts';
import type { BuildingDocument } from '../../shared/domain/building.ts';
import { useLive, useWorkstation } from '../data/hooks.ts';
import { Combobox } from '../ui/combobox.tsx';

export interface BuildingFieldProps {
  readonly label: string;
  readonly value: BuildingDocument | undefined;
  readonly onChange: (building: BuildingDocument) => void;
  readonly error?: string | undefined;
  readonly required?: boolean | undefined;
}

const MOST = 30;

/** Finds a building of one's own scope by its name or address. */
export function BuildingField({ label, value, onChange, error, required }: BuildingFieldProps): JSX.Element {
  const { buildings, user } = useWorkstation();
  const known = useLive(buildings);
  const mine = (known ?? []).filter(
    ({ scope, state }) => state !== 'void' && user.posts.some((post) => isUnder(scope, post.scope)),
  );
  return (
    <Combobox<BuildingDocument>
      label={label}
      error={error}
      required={required}
      placeholder="楼名或路名，如 27幢"
      value={value}
      onChange={onChange}
      search={(text) =>
        mine
          .filter((building) =>
            text
              .split(/\s+/)
              .every((part) => `${building.estate ?? ''} ${building.name} ${building.address ?? ''}`.includes(part)),
          )
          .slice(0, MOST)
      }
      source={known}
      itemId={(building) => building._id}
      itemText={(building) => building.name}
      itemNote={(building) => building.address}
      nothingFound="你的范围内没有这样的楼，换个写法再试。"
    />
  );
}
