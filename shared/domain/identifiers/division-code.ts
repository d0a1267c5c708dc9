/** First-level divisions by the first two digits of GB/T 2260. They have not changed since 1997. */
const PROVINCES: Readonly<Record<string, string>> = {
  11: '北京',
  12: '天津',
  13: '河北',
  14: '山西',
  15: '内蒙古',
  21: '辽宁',
  22: '吉林',
  23: '黑龙江',
  31: '上海',
  32: '江苏',
  33: '浙江',
  34: '安徽',
  35: '福建',
  36: '江西',
  37: '山东',
  41: '河南',
  42: '湖北',
  43: '湖南',
  44: '广东',
  45: '广西',
  46: '海南',
  50: '重庆',
  51: '四川',
  52: '贵州',
  53: '云南',
  54: '西藏',
  61: '陕西',
  62: '甘肃',
  63: '青海',
  64: '宁夏',
  65: '新疆',
  71: '台湾',
  81: '香港',
  82: '澳门',
};

/** The province of a division code of six digits or more; `undefined` for words and for what is no code yet. */
export const provinceOf = (code: string): string | undefined =>
  /^\d{6,12}$/.test(code) ? PROVINCES[code.slice(0, 2)] : undefined;

/** 籍贯 as people read it: a division code becomes its province, with the code where it says more; words stay words. */
export function nativePlaceWords(value: string): string {
  if (!/^\d{6}$/.test(value)) return value;
  const province = provinceOf(value);
  if (province === undefined) return value;
  return value.endsWith('0000') ? province : `${province}（${value}）`;
}
