import {
  Activity,
  BookOpenText,
  ArrowLeft,
  ArrowRight,
  ArrowRightLeft,
  Ban,
  Building2,
  Camera,
  ChartNoAxesColumn,
  ChevronDown,
  FileCheck,
  FileSearch2,
  FileUp,
  Funnel,
  House,
  ImagePlus,
  Inbox,
  LayoutGrid,
  LocateFixed,
  Lock,
  LogOut,
  MapPin,
  Minus,
  Plus,
  RotateCw,
  Ruler,
  Search,
  Settings,
  Store,
  Trash2,
  TriangleAlert,
  User,
  UserPlus,
  Wrench,
  X,
  Eye,
  EyeOff,
  Flag,
  Pencil,
  Printer,
  ContactRound,
  SquareCheckBig,
} from 'lucide-react';
import type { LucideIcon } from 'lucide-react';
import type { JSX } from 'react';

export interface IconProps {
  readonly size?: number | undefined;
}

export type Icon = (props: IconProps) => JSX.Element;

/** All icons of the product come through here, so that weight, size and silence towards readers are the same everywhere. */
function drawn(Drawing: LucideIcon, usualSize = 16): Icon {
  return function DrawnIcon({ size = usualSize }: IconProps) {
    return <Drawing size={size} strokeWidth={1.75} nonScalingStroke aria-hidden="true" focusable="false" />;
  };
}

export const IconDesk = drawn(LayoutGrid, 20);
export const IconMap = drawn(MapPin, 20);
export const IconCase = drawn(FileCheck, 20);
export const IconStock = drawn(ContactRound, 20);
export const IconTask = drawn(SquareCheckBig, 20);
export const IconIndicators = drawn(ChartNoAxesColumn, 20);
export const IconSync = drawn(ArrowRightLeft, 20);
export const IconHealth = drawn(Activity, 20);
export const IconCatalog = drawn(BookOpenText, 20);
export const IconSettings = drawn(Settings, 20);
export const IconPlace = drawn(MapPin);
export const IconPerson = drawn(User);
export const IconLock = drawn(Lock);
export const IconShow = drawn(Eye);
export const IconHide = drawn(EyeOff);
export const IconSearch = drawn(Search);
export const IconFilter = drawn(Funnel);
export const IconDown = drawn(ChevronDown);
export const IconClose = drawn(X);
export const IconPlus = drawn(Plus);
export const IconMinus = drawn(Minus);
export const IconLocate = drawn(LocateFixed);
export const IconMeasure = drawn(Ruler);
export const IconCamera = drawn(Camera);
export const IconAddPhoto = drawn(ImagePlus);
export const IconRemove = drawn(Trash2);
export const IconBack = drawn(ArrowLeft);
export const IconForward = drawn(ArrowRight);
export const IconAgain = drawn(RotateCw);
export const IconSignOut = drawn(LogOut);
export const IconBuilding = drawn(Building2);
export const IconVisit = drawn(House);
export const IconInspect = drawn(Store);
export const IconMend = drawn(Wrench);
export const IconHandover = drawn(UserPlus);
export const IconPrint = drawn(Printer);
export const IconEdit = drawn(Pencil);
export const IconFlag = drawn(Flag);
export const IconEmpty = drawn(Inbox, 28);
export const IconFile = drawn(FileUp);
export const IconNothingFound = drawn(FileSearch2, 28);
export const IconTrouble = drawn(TriangleAlert, 28);
export const IconNoRight = drawn(Lock, 28);
export const IconStopped = drawn(Ban, 28);

export interface ProductMarkProps extends IconProps {
  readonly onChrome?: boolean | undefined;
}

/** The mark of the product: nine cells of a street, the middle one in hand. */
export function ProductMark({ size = 22, onChrome = false }: ProductMarkProps): JSX.Element {
  return (
    <svg
      className={onChrome ? 'ui-mark ui-mark-chrome' : 'ui-mark'}
      width={size}
      height={size}
      viewBox="0 0 22 22"
      aria-hidden="true"
      focusable="false"
    >
      <path className="ui-mark-cell" d="M7.7 7.7h6.6v6.6H7.7z" />
      <rect className="ui-mark-line" x="1.5" y="1.5" width="19" height="19" rx="3" />
      <path className="ui-mark-line" d="M7.7 1.5v19M14.3 1.5v19M1.5 7.7h19M1.5 14.3h19" />
    </svg>
  );
}
