/* sportello.exe and sportello-cli.exe: the interpreter that lies beside them, begun with Sportello.
 *
 * The same source twice, as a program with a window and as one with a console. A copy of pythonw.exe would do as much,
 * but Windows would show Python's name and icon. What a person's own Python or environment says is not asked:
 * python3xx._pth beside the library sees to that.
 */
#define WIN32_LEAN_AND_MEAN
#include <windows.h>
#include <stdlib.h>
#include <wchar.h>

#ifdef CONSOLE
#define SAY(text) (void)fputws(text L"\n", stderr)
#include <stdio.h>
#else
#define SAY(text) (void)MessageBoxW(NULL, text, L"Sportello", MB_OK | MB_ICONERROR)
#endif

#define FIXED 5
/* sys.frozen: the program starts its own children by its own name, and looks for a team file beside itself. */
#define BEGIN L"import sys; sys.frozen = True; from desktop.__main__ import start; sys.exit(start())"

typedef int(__cdecl *Main)(int, wchar_t **);

/* Where compiled code is kept: the program's folder stays as it was installed, and may be read-only. */
static const wchar_t *bytecode(void)
{
    static wchar_t words[MAX_PATH + 64];
    wchar_t local[MAX_PATH];
    DWORD length = GetEnvironmentVariableW(L"LOCALAPPDATA", local, MAX_PATH);
    if (length == 0 || length >= MAX_PATH)
        return L"dont_write_bytecode";
    wcscpy(words, L"pycache_prefix=");
    wcscat(words, local);
    return wcscat(words, L"\\sportello\\bytecode");
}

static int begin(int count, wchar_t **given)
{
    wchar_t path[MAX_PATH];
    DWORD length = GetModuleFileNameW(NULL, path, MAX_PATH);
    wchar_t *name = length > 0 && length < MAX_PATH - 16 ? wcsrchr(path, L'\\') : NULL;
    if (name == NULL) {
        SAY(L"Sportello lies in a folder whose name is too long. Install it where Windows suggests.");
        return 1;
    }
    wcscpy(name + 1, L"python3.dll");
    HMODULE library = LoadLibraryExW(path, NULL, LOAD_WITH_ALTERED_SEARCH_PATH);
    Main run = library ? (Main)(void *)GetProcAddress(library, "Py_Main") : NULL;
    wchar_t **words = calloc((size_t)count + FIXED + 1, sizeof *words);
    if (run == NULL || words == NULL) {
        SAY(L"Files of Sportello are missing beside this program. Install Sportello again; nothing you wrote is lost.");
        return 1;
    }
    words[0] = given[0];
    words[1] = L"-X";
    words[2] = (wchar_t *)bytecode();
    words[3] = L"-c";
    words[4] = BEGIN;
    for (int i = 1; i < count; i++)
        words[FIXED + i - 1] = given[i];
    return run(count + FIXED - 1, words);
}

#ifdef CONSOLE
int wmain(int count, wchar_t **given) { return begin(count, given); }
#else
int WINAPI wWinMain(HINSTANCE here, HINSTANCE before, PWSTR line, int show)
{
    (void)here, (void)before, (void)line, (void)show;
    return begin(__argc, __wargv);
}
#endif
