// SPDX-License-Identifier: Apache-2.0
// License terms with every kind of field agreed: their leaves, their commitment, and single fields shown, by FORMATS.md §4 alone.

import { createHmac } from "node:crypto";
import { concat, keccak256, toBeHex, toUtf8Bytes } from "ethers";
import { inclusion, root } from "../vectors-merkle.js";

const NAME = "ledger.license-terms/2";
const TYPES = ["absent", "text", "integer", "decimal", "boolean"];
const SECRET = `0x${"66".repeat(32)}`;

/** [type, name, value]; no value: absent. */
const fields = [
  ["text", "fieldsOfUse", "decoding,encoding"],
  ["text", "territory", "worldwide except IR,KP"],
  ["text", "products", "internet-software-decoder,set-top-box,television"],
  ["text", "acts", "export,manufacture,sale"],
  ["integer", "renewal.times", "1"],
  ["text", "renewal.period", "P5Y"],
  ["text", "renewal.notice", "P6M"],
  ["text", "pastSales.mode", "payable"],
  ["text", "pastSales.from", "2024-01-31"],
  ["decimal", "pastSales.fee", "5000"],
  ["text", "laterAdditions", "included"],
  ["integer", "sublicensing.depth", "2"],
  ["text", "sublicensing.to", "anyone"],
  ["boolean", "affiliates.covered", "true"],
  ["decimal", "affiliates.control", "50"],
  ["text", "affiliates.definition", "companies under common control"],
  ["text", "currency", "CNY"],
  ["text", "rate.basis", "per-unit"],
  ["text", "rate.reset", "P1Y"],
  ...places(8, "rate", ["text product", "integer from", "decimal rate", "decimal standard"], [
    [undefined, "0", "1", "1.25"],
    [undefined, "1000000", "0.75", undefined],
    ["television", "0", "2", undefined],
  ]),
  ["integer", "free.units", "1000"],
  ["text", "free.period", "P1Y"],
  ["text", "free.products", "internet-software-decoder"],
  ["decimal", "cap.amount", "1200000"],
  ["text", "cap.period", "P1Y"],
  ["text", "cap.per", "enterprise"],
  ["decimal", "fixedFee.amount", "10000"],
  ["text", "fixedFee.period", undefined],
  ["decimal", "minimum.amount", "5000"],
  ["text", "minimum.period", "P3M"],
  ...places(4, "discount", ["text territory", "decimal percent"], [["TH,VN", "20"], ["IN", "12.5"]]),
  ["text", "rounding.mode", "half-up"],
  ["integer", "rounding.digits", "2"],
  ["text", "rounding.per", "period"],
  ["text", "calendar.zone", "Asia/Shanghai"],
  ["text", "report.period", "P3M"],
  ["integer", "report.firstMonth", "1"],
  ["text", "report.due", "P45D"],
  ["text", "payment.due", "P2M"],
  ["text", "audit.notice", "P30D"],
  ["integer", "audit.perYear", "1"],
  ["text", "audit.lookBack", "P3Y"],
  ["text", "grantBack", "fair-terms"],
  ["boolean", "mostFavored", "true"],
  ["text", "law", "CN"],
  ["text", "venue", "Beijing Intellectual Property Court"],
];

function places(most, name, parts, values) {
  return Array.from({ length: most }, (_, place) => parts.map((part, i) => {
    const [type, word] = part.split(" ");
    return [type, `${name}.${place + 1}.${word}`, values[place]?.[i]];
  })).flat();
}

export function termsVectors() {
  const schema = `${NAME}(${fields.map(([type, name]) => `${type} ${name}`).join(",")})`;
  const schemaId = keccak256(toUtf8Bytes(schema));
  const index = (i) => toBeHex(i, 4);
  const salt = (i) => `0x${createHmac("sha256", Buffer.from(SECRET.slice(2), "hex")).update(Buffer.from(concat([schemaId, index(i)]).slice(2), "hex")).digest("hex")}`;
  const leaves = fields.map(([type, , value], i) =>
    keccak256(concat(["0x00", schemaId, index(i), toBeHex(TYPES.indexOf(value === undefined ? "absent" : type), 1), toUtf8Bytes(value ?? ""), salt(i)])));
  const treeRoot = root(leaves);
  const shown = ["territory", "rate.2.rate", "rate.4.rate"].map((name) => {
    const i = fields.findIndex((field) => field[1] === name);
    const [type, , value] = fields[i];
    return { index: i, name, type: value === undefined ? "absent" : type, value: value ?? "", salt: salt(i), path: inclusion(i, leaves) };
  });
  return {
    schema,
    schemaId,
    secret: SECRET,
    values: fields.map(([type, name, value]) => ({ name, type: value === undefined ? "absent" : type, value: value ?? "" })),
    count: fields.length,
    treeRoot,
    root: keccak256(concat([schemaId, index(fields.length), treeRoot])),
    shown,
  };
}
