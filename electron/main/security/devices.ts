import type { Session } from 'electron';

/** No USB, serial, HID or Bluetooth device, no screen capture: nothing here needs one. */
export function refuseDevices(session: Session): void {
  session.setDevicePermissionHandler(() => false);
  session.setBluetoothPairingHandler((_details, answer) => {
    answer({ confirmed: false });
  });
  session.setDisplayMediaRequestHandler((_request, answer) => {
    answer(null);
  });
  const refuse = (event: { preventDefault(): void }) => {
    event.preventDefault();
  };
  session.on('select-hid-device', refuse);
  session.on('select-serial-port', refuse);
  session.on('select-usb-device', refuse);
}
