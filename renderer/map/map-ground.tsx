import { useEffect, useEffectEvent } from 'react';
import type { JSX } from 'react';
import { MapContainer, useMap } from 'react-leaflet';
import { createMapController } from './map-controller.ts';
import type { MapController, MapEvents, MapOptions } from './map-controller.ts';

export interface MapGroundProps extends MapOptions {
  readonly className: string;
  /** Attributes of the element that Leaflet draws in: its role and name. */
  readonly attributes: Readonly<Record<string, string>>;
  readonly events: MapEvents;
  /** Called with the controller once the map stands, and with nothing when it is taken down. */
  readonly onController: (controller: MapController | undefined) => void;
}

/** 陆家嘴; replaced as soon as the caller shows anything. */
const FALLBACK_CENTRE: [number, number] = [31.2385, 121.508];
const FALLBACK_ZOOM = 15;

function Attach({ attributes, events, onController, minZoom, maxZoom }: MapGroundProps): null {
  const map = useMap();
  const say = useEffectEvent(onController);
  const name = useEffectEvent(() => {
    for (const [attribute, value] of Object.entries(attributes)) map.getContainer().setAttribute(attribute, value);
  });
  // The controller outlives many renders: it tells whatever the latest one listens with.
  const tell = useEffectEvent((): MapEvents => events);

  useEffect(() => {
    name();
    const controller = createMapController(
      map,
      { minZoom, maxZoom },
      {
        onPick: (target, at) => {
          tell().onPick(target, at);
        },
        onOpen: (target) => {
          tell().onOpen(target);
        },
        onPileOpen: (ids, layer) => {
          tell().onPileOpen(ids, layer);
        },
        onPinMove: (at) => {
          tell().onPinMove(at);
        },
        onViewChange: (view) => {
          tell().onViewChange(view);
        },
        onHeatBreaks: (breaks) => {
          tell().onHeatBreaks(breaks);
        },
      },
    );
    say(controller);
    return () => {
      controller.remove();
      say(undefined);
    };
  }, [map, minZoom, maxZoom]);
  return null;
}

/** Leaflet's map in React's tree. It only holds the map; everything on it is drawn by the controller. */
export function MapGround(props: MapGroundProps): JSX.Element {
  const { className, minZoom, maxZoom } = props;
  return (
    <MapContainer
      className={className}
      center={FALLBACK_CENTRE}
      zoom={FALLBACK_ZOOM}
      minZoom={minZoom}
      maxZoom={maxZoom}
      zoomControl={false}
      attributionControl={false}
      doubleClickZoom={false}
      boxZoom={false}
      zoomAnimation={!window.matchMedia('(prefers-reduced-motion: reduce)').matches}
      fadeAnimation={false}
      markerZoomAnimation={false}
    >
      <Attach {...props} />
    </MapContainer>
  );
}
