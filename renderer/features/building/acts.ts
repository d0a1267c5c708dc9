/** What may be asked for in the picture: about the building, or about the room in hand. Each opens its dialog. */
export type BuildingAct = 'makeRooms' | 'addRoom' | 'rename' | 'print';
export type RoomAct =
  | { readonly kind: 'edit' | 'moveIn' | 'stay' | 'hazard' | 'reinspect' | 'visit' | 'split' | 'merge' }
  | { readonly kind: 'moveHousehold' | 'changeHead' | 'splitHousehold'; readonly household: string };
