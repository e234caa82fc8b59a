// SPDX-License-Identifier: Apache-2.0

using Ledger.Domain.Documents;

namespace Ledger.Domain.Usage;

/// <summary>What a certificate commits to without showing it: opened field by field, to whom it concerns.</summary>
public static class ShipmentFields
{
    /// <summary>The schema; a field that does not apply is absent, which nobody can see either.</summary>
    public static DocumentSchema Schema { get; } = new("ledger.shipment/1",
    [
        new("consignee", FieldType.Text),
        new("destination", FieldType.Text),
        new("orderNumber", FieldType.Text),
        new("quantity", FieldType.Decimal),
        new("invoice", FieldType.Text),
        new("price", FieldType.Decimal),
        new("currency", FieldType.Text),
    ]);
}
