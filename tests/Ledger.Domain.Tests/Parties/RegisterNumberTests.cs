// SPDX-License-Identifier: Apache-2.0

using System.Globalization;
using System.Numerics;
using FsCheck;
using FsCheck.Fluent;
using Ledger.Domain.Parties;

namespace Ledger.Domain.Tests.Parties;

/// <summary>Register numbers of well-known companies, what is none, and the check signs as the standards' own formulas give them.</summary>
public sealed class RegisterNumberTests
{
    private const string CreditSigns = "0123456789ABCDEFGHJKLMNPQRTUWXY";
    private const string LeiSigns = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";

    public static TheoryData<string, string> CreditCodes => new()
    {
        { "华为技术有限公司", "914403001922038216" },
        { "中兴通讯股份有限公司", "9144030027939873X7" },
        { "深圳市腾讯计算机系统有限公司", "9144030071526726XG" },
        { "阿里巴巴（中国）网络技术有限公司", "91330100716105852F" },
        { "北京百度网讯科技有限公司", "91110000802100433B" },
        { "比亚迪股份有限公司", "91440300192317458F" },
        { "海尔智家股份有限公司", "91370200264574251E" },
        { "珠海格力电器股份有限公司", "91440400192548256N" },
        { "美的集团股份有限公司", "91440606722473344C" },
        { "TCL科技集团股份有限公司", "91441300195971850Y" },
        { "四川长虹电器股份有限公司", "91510700205412308D" },
        { "康佳集团股份有限公司", "914403006188155783" },
        { "海信视像科技股份有限公司", "9137020026462882XW" },
        { "中国工商银行股份有限公司", "91100000100003962T" },
        { "中国建设银行股份有限公司", "911100001000044477" },
        { "中国银行股份有限公司", "911000001000013428" },
        { "小米科技有限责任公司", "91110108551385082Q" },
        { "中国平安保险（集团）股份有限公司", "91440300100012316L" },
        { "万科企业股份有限公司", "91440300192181490G" },
        { "联想（北京）有限公司", "91110108700000458B" },
        { "京东方科技集团股份有限公司", "911100001011016602" },
        { "清华大学", "12100000400000624D" },
        { "北京大学", "12100000400002259P" },
        { "中国石油天然气集团有限公司", "91110000100010433L" },
        { "国家电网有限公司", "9111000071093123XX" },
    };

    public static TheoryData<string, string> Leis => new()
    {
        { "Apple", "HWUPKR0MPOU8FGXBT394" },
        { "Microsoft", "INR2EJN1ERAN0W5ZP974" },
        { "Alphabet", "5493006MHB84DD0ZWV18" },
        { "Amazon", "ZXTILKJKG63JELOEG630" },
        { "Siemens", "W38RGI023J3WT1HWRP32" },
        { "Deutsche Bank", "7LTWFZYICNSX8D621K86" },
        { "Orange", "969500MCOONR8990S771" },
        { "KPN", "549300YO0JZHAL7FVP81" },
        { "Ericsson", "549300W9JLPW15XIFM52" },
        { "Nokia", "549300A0JPRWG1KI7U06" },
        { "Philips", "H1FJE8H61JGM1JSGM897" },
        { "Sony", "529900R5WX9N2OI2N910" },
        { "JPMorgan Chase", "8I5DZWZKVSZI1NUHU748" },
        { "Goldman Sachs", "784F5XWPLTWKTBV3E584" },
        { "HSBC", "MLU0ZO3ML4LN2LL2TL39" },
        { "BNP Paribas", "R0MUWSFPU8MPRO8K5P83" },
        { "IBM", "VGRQXHF3J8VDLUA7XE92" },
        { "Intel", "KNX4USFCNGPY45LOCE31" },
        { "Qualcomm", "H1J8DDZKZP6H7RWC0H53" },
        { "Tesla", "54930043XZGB27CTOV49" },
        { "Airbus", "MINO79WLOO247M1IL051" },
        { "BMW", "YEH5ZCD6E441RHVHD759" },
        { "Toyota", "5493006W3QUS5LMH6R84" },
        { "SAP", "529900D6BF99LW9R2E68" },
        { "GLEIF", "506700GE1G29325QX363" },
    };

    public static TheoryData<string, string> NoCreditCodes => new()
    {
        { "empty", "" },
        { "the fifteen digits of the number before it", "440301103097413" },
        { "the organisation's code alone", "192203821" },
        { "one sign short", "91440300192203821" },
        { "one sign long", "9144030019220382166" },
        { "another check sign", "914403001922038217" },
        { "a digit changed", "914403001922138216" },
        { "two digits swapped", "914403001922308216" },
        { "another company's check sign", "91440300192203821F" },
        { "lower case", "91330100716105852f" },
        { "I, which is no sign", "9133010071610585IF" },
        { "O for 0", "9133O100716105852F" },
        { "S for 5", "91330100716105S52F" },
        { "V, which is no sign", "9144030027939873V7" },
        { "Z for 2", "91110000101101660Z" },
        { "a letter within the region", "91A40300192203821D" },
        { "full-width digits", "９14403001922038216" },
        { "Arabic digits", "٩14403001922038216" },
        { "a space before", " 14403001922038216" },
        { "a space after", "914403001922038216 " },
        { "hyphens", "9144-0300-192203821" },
        { "a line break", "91440300192203821\n" },
        { "an LEI", "506700GE1G29325QX363" },
    };

    public static TheoryData<string, string> NoLeis => new()
    {
        { "empty", "" },
        { "eighteen signs, no check digits", "HWUPKR0MPOU8FGXBT3" },
        { "one sign short", "HWUPKR0MPOU8FGXBT39" },
        { "one sign long", "HWUPKR0MPOU8FGXBT3940" },
        { "other check digits", "HWUPKR0MPOU8FGXBT395" },
        { "a sign changed", "HWUPKR1MPOU8FGXBT394" },
        { "two signs swapped", "WHUPKR0MPOU8FGXBT394" },
        { "check digits swapped", "HWUPKR0MPOU8FGXBT349" },
        { "lower case", "hwupkr0mpou8fgxbt394" },
        { "one lower-case letter", "HWUPKR0MPOU8FGXBt394" },
        { "O for 0", "HWUPKROMPOU8FGXBT394" },
        { "letters as check digits", "HWUPKR0MPOU8FGXBT3AB" },
        { "00, which is 97 and no check digits", "00000000000000000B00" },
        { "01, which is 98 and no check digits", "00000000000000000001" },
        { "99, which is 02 and no check digits", "00000000000000000W99" },
        { "all zeros", "00000000000000000000" },
        { "full-width", "ＨWUPKR0MPOU8FGXBT394" },
        { "a space before", " WUPKR0MPOU8FGXBT394" },
        { "a space after", "HWUPKR0MPOU8FGXBT394 " },
        { "spaces as printed", "HWUP KR0M POU8 FGXBT394" },
        { "hyphens", "HWUP-KR0MPOU8FGX-394" },
        { "a line break", "HWUPKR0MPOU8FGXBT39\n" },
        { "a credit code", "914403001922038216" },
    };

    [Theory]
    [MemberData(nameof(CreditCodes))]
    public void A_credit_code_is_one(string company, string number) => Assert.True(RegisterNumber.IsValid(RegisterNumber.UnifiedSocialCreditCode, number), company);

    [Theory]
    [MemberData(nameof(Leis))]
    public void A_legal_entity_identifier_is_one(string company, string number) => Assert.True(RegisterNumber.IsValid(RegisterNumber.Lei, number), company);

    [Theory]
    [MemberData(nameof(NoCreditCodes))]
    public void What_is_no_credit_code_is_none(string flaw, string number) => Assert.False(RegisterNumber.IsValid(RegisterNumber.UnifiedSocialCreditCode, number), flaw);

    [Theory]
    [MemberData(nameof(NoLeis))]
    public void What_is_no_legal_entity_identifier_is_none(string flaw, string number) => Assert.False(RegisterNumber.IsValid(RegisterNumber.Lei, number), flaw);

    [Theory]
    [MemberData(nameof(CreditCodes))]
    public void No_slip_of_one_sign_and_no_swap_leaves_a_credit_code(string company, string number) =>
        Assert.All(Slips(number, CreditSigns), slip => Assert.False(RegisterNumber.IsValid(RegisterNumber.UnifiedSocialCreditCode, slip), $"{company}: {slip}"));

    /// <summary>Letters count as two digits: the check promises to find slips among digits and among letters, not of one for the other.</summary>
    [Theory]
    [MemberData(nameof(Leis))]
    public void No_slip_among_digits_or_among_letters_leaves_a_legal_entity_identifier(string company, string number) =>
        Assert.All(Slips(number, LeiSigns).Where(slip => slip.Zip(number).All(pair => char.IsAsciiDigit(pair.First) == char.IsAsciiDigit(pair.Second))), slip => Assert.False(RegisterNumber.IsValid(RegisterNumber.Lei, slip), $"{company}: {slip}"));

    /// <summary>GB 32100-2015: C18 = 31 − Σ Ci · 3^(i−1) mod 31, in one big sum and not sign by sign.</summary>
    [Fact]
    public void The_credit_codes_check_sign_is_the_one_of_the_standards_formula() => Prop.ForAll(
        Gen.Choose(0, CreditSigns.Length - 1).ArrayOf(9).Zip(Gen.Choose(0, 9).ArrayOf(8)).ToArbitrary(),
        signs =>
        {
            var body = string.Concat(signs.Item2.Select(i => CreditSigns[i])) + string.Concat(signs.Item1.Select(i => CreditSigns[i]));
            var sum = body.Select((sign, i) => CreditSigns.IndexOf(sign, StringComparison.Ordinal) * BigInteger.Pow(3, i)).Aggregate(BigInteger.Add);
            var check = CreditSigns[(int)((31 - (sum % 31)) % 31)];
            return CreditSigns.All(sign => RegisterNumber.IsValid(RegisterNumber.UnifiedSocialCreditCode, body + sign) == (sign == check));
        }).QuickCheckThrowOnFailure();

    /// <summary>ISO 17442 by ISO 7064 MOD 97-10: 98 less the remainder of the number with letters as two digits and 00 at its end.</summary>
    [Fact]
    public void The_identifiers_check_digits_are_those_of_the_standards_formula() => Prop.ForAll(
        Gen.Choose(0, LeiSigns.Length - 1).ArrayOf(18).ToArbitrary(),
        signs =>
        {
            var body = string.Concat(signs.Select(i => LeiSigns[i]));
            var number = BigInteger.Parse(string.Concat(signs) + "00", CultureInfo.InvariantCulture);
            var check = (int)(98 - (number % 97));
            return Enumerable.Range(0, 100).All(digits => RegisterNumber.IsValid(RegisterNumber.Lei, $"{body}{digits:D2}") == (digits == check));
        }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData("CRN 1234", true)]
    [InlineData(" ", false)]
    [InlineData("", false)]
    public void Another_registers_number_is_any_text(string number, bool valid) => Assert.Equal(valid, RegisterNumber.IsValid(RegisterNumber.Other, number));

    [Fact]
    public void A_kind_that_is_not_known_has_no_numbers() => Assert.False(RegisterNumber.IsValid("duns", "150483782"));

    /// <summary>Every number that differs in one sign, or by a swap of neighbours.</summary>
    private static IEnumerable<string> Slips(string number, string signs)
    {
        for (var i = 0; i < number.Length; i++)
        {
            foreach (var sign in signs.Where(sign => sign != number[i]))
            {
                yield return number[..i] + sign + number[(i + 1)..];
            }

            if (i + 1 < number.Length && number[i] != number[i + 1])
            {
                yield return $"{number[..i]}{number[i + 1]}{number[i]}{number[(i + 2)..]}";
            }
        }
    }
}
