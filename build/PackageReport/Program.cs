using PackageReport;

// Arguments: the product's name and version, the list of its files (see ShippedPackage), NuGet's folder of packages, NuGet's
// assets file, the notices to write and, where wanted, the bill of materials to write.
if (args.Length is < 6 or > 7)
{
    Console.Error.WriteLine("usage: PackageReport PRODUCT VERSION FILE-LIST PACKAGE-FOLDER ASSETS-FILE NOTICES [BILL-OF-MATERIALS]");
    return 2;
}

try
{
    var packages = ShippedPackage.ReadAll(args[2], args[3]);
    Notices.Write(args[5], args[0], packages);
    if (args.Length == 7)
    {
        BillOfMaterials.Write(args[6], args[0], args[1], packages, args[4]);
    }

    return 0;
}
catch (Exception error) when (error is InvalidDataException or IOException)
{
    // In the form that MSBuild takes for an error of its own.
    Console.Error.WriteLine($"PackageReport : error : {error.Message}");
    return 1;
}
