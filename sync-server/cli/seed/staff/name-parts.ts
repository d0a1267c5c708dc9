/** Surnames and given names to make up people from. Put together by chance: nobody real is meant. */
const SURNAMES = [
  '赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜戚谢邹喻柏水窦章云苏潘葛奚范彭郎鲁韦昌马苗凤花方俞任袁柳',
  '鲍史唐费廉岑薛雷贺倪汤滕殷罗毕郝邬安常乐于时傅齐康伍余元顾孟平黄和穆萧尹姚邵汪祁毛禹狄米贝明臧计成戴谈宋茅庞熊纪舒屈项祝董梁',
  '杜阮蓝闵席季麻强贾路江童颜郭梅盛林钟徐邱骆高夏蔡田樊胡凌霍虞万支柯管卢莫房缪解应宗丁宣邓郁单杭洪包诸左石崔吉龚程邢裴陆翁荀甄',
  '曲封储段富巫焦谷车侯全班仰秋仲宫宁仇栾甘厉戎祖武符刘景詹束龙叶幸司韶郜黎蓟薄印宿白怀蒲邰鄂索赖卓屠蒙池乔阴胥能苍双闻莘党翟',
  '谭贡劳逄姬申扶堵冉宰雍璩桑桂牛寿通边扈燕冀郏浦尚农温别庄晏柴瞿阎充慕连茹习艾鱼容向古易慎戈廖庾终居衡步都耿满弘匡国文寇广禄',
];

/** Two people in five have one of these. */
const COMMON = '王李张刘陈杨黄赵周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕';

const GIVEN_FIRST =
  '建国志文晓海永春家明嘉思雨子若欣佳婉静丽玉秀慧雅俊宇浩天泽立承启景书云沐清安乐新正德少美凤金桂卫爱丹彦一亦可以';
const GIVEN_SECOND =
  '平华强军伟杰峰涛斌辉鹏超波宁刚凯翔亮博然轩哲远诚毅铭松柏林森源洁燕娟敏婷颖琳萍霞芳莉雯怡琪蓉薇菲溪墨瑶晴悦彤岚秋月珍';
const GIVEN_SINGLE = '磊敏洁伟静涛蕾薇晨琳莹雷倩帆珏昕瑜';

const each = (characters: string): readonly string[] => [...new Set(Array.from(characters))];
export const SURNAME_LIST = each(SURNAMES.join(''));
export const COMMON_SURNAMES = each(COMMON);
export const GIVEN_FIRSTS = each(GIVEN_FIRST);
export const GIVEN_SECONDS = each(GIVEN_SECOND);
export const GIVEN_SINGLES = each(GIVEN_SINGLE);
