/* What the managed package does besides putting files in place: it lays the team file beside the program, and takes it
 * away again. Run by Windows Installer, and lies beside the program, for wixl can call nothing else.
 *   put FOLDER FILE      beside FOLDER WHERE-THE-PACKAGE-LIES      drop FOLDER
 */
#define WIN32_LEAN_AND_MEAN
#include <windows.h>
#include <stdlib.h>
#include <wchar.h>

#define LONGEST 1024

static int join(wchar_t *path, const wchar_t *folder, const wchar_t *name)
{
    if (wcslen(folder) + wcslen(name) + 2 > LONGEST)
        return 0;
    wcscpy(path, folder);
    wcscat(path, L"\\");
    wcscat(path, name);
    return 1;
}

int WINAPI wWinMain(HINSTANCE here, HINSTANCE before, PWSTR line, int show)
{
    wchar_t ours[LONGEST], there[LONGEST];
    WIN32_FIND_DATAW found;
    (void)here, (void)before, (void)line, (void)show;
    if (__argc < 3 || !join(ours, __wargv[2], L"team.sportello"))
        return 1;
    if (wcscmp(__wargv[1], L"drop") == 0)
        return DeleteFileW(ours) || GetLastError() == ERROR_FILE_NOT_FOUND ? 0 : 1;
    if (__argc < 4)
        return 1;
    if (wcscmp(__wargv[1], L"put") == 0)
        return CopyFileW(__wargv[3], ours, FALSE) ? 0 : 1;
    if (!join(there, __wargv[3], L"*.sportello") || FindFirstFileW(there, &found) == INVALID_HANDLE_VALUE)
        return 0;
    return join(there, __wargv[3], found.cFileName) && CopyFileW(there, ours, FALSE) ? 0 : 1;
}
